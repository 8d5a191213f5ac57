package io.descent.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is being written to a {@link PendingFolder}. What fails is a {@link
 * io.descent.error.UserException}. Unless it was completed it is gone when it is closed. <b>Not
 * thread-safe.</b>
 */
public final class PendingFile extends OutputStream {
  private final Tree tree;
  private final String shown;
  private final String attempt;
  private final String target;
  private final OutputStream out;
  private boolean ended;

  private PendingFile(Tree tree, String shown, String attempt, String target, OutputStream out) {
    this.tree = tree;
    this.shown = shown;
    this.attempt = attempt;
    this.target = target;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @param shown the path of the folder as the user wrote it
   * @param attempt where it is written
   * @param target where it lies when it is complete
   */
  static PendingFile create(Tree tree, String shown, String attempt, String target)
      throws IOException {
    return new PendingFile(tree, shown, attempt, target, tree.create(attempt));
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      throw Failures.writing(shown, e);
    }
  }

  /** Makes the file, whose bytes are then on the disk, part of the folder. */
  public void complete() {
    try {
      out.close();
      // Another attempt of the same task may have been first: its bytes are the same.
      if (tree.status(target) == null) {
        tree.move(attempt, target);
        ended = true;
      }
    } catch (java.nio.file.FileAlreadyExistsException e) {
      close();
    } catch (IOException e) {
      throw Failures.writing(shown, e);
    }
  }

  /** Removes the file unless it is complete. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      out.close();
    } catch (IOException e) {
      // What it holds is not wanted; the next line removes it.
    }
    try {
      tree.delete(attempt);
    } catch (IOException e) {
      // It lies in the folder of attempts, which goes as a whole.
    }
  }
}
