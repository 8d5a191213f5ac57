package io.descent.files;

import java.io.Serializable;

/**
 * A folder that is being written, by any number of tasks on any number of machines, and that no
 * reader sees before {@link #commit}. It travels to tasks. The process that began it ends it: by
 * one call of {@link #commit}, or by {@link #abort} when anything failed.
 */
public interface PendingFolder extends Serializable {
  /**
   * Where the files are until the folder is committed, with scheme: for writers that open files
   * themselves. What they write is as durable as they make it.
   */
  String uri();

  /**
   * Begins a file of the folder, from any process. It is part of the folder once it is {@linkplain
   * PendingFile#complete completed}. A file that two attempts of a task write is there once, from
   * one of them: whoever writes it again writes the same bytes.
   *
   * @param name without {@code /}
   * @throws io.descent.error.UserException CANNOT_CREATE, also when the folder was aborted or
   *     another process took its place; PERMISSION; IO
   */
  PendingFile create(String name);

  /**
   * Writes a file of the folder, from any process.
   *
   * @throws io.descent.error.UserException as {@link #create}
   */
  void write(String name, FileStore.Content content);

  /**
   * Publishes the folder as {@link FileStore#publish} says. When it fails it has aborted.
   *
   * @throws io.descent.error.UserException as {@link FileStore#publish}
   */
  void commit();

  /**
   * Removes what was written and the folders that were created for it. An earlier folder stays as
   * it is. A task that still writes fails. After a commit nothing happens.
   */
  void abort();
}
