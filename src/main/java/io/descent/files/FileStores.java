package io.descent.files;

import org.apache.hadoop.conf.Configuration;

/** Makes the file store of an engine. Its stores take paths with any scheme. */
public final class FileStores {
  private FileStores() {}

  /**
   * A store for an engine without a cluster: a path without scheme is local. Hadoop's classes are
   * touched only when a path has another scheme than {@code file:}.
   */
  public static FileStore local() {
    return new RoutedFileStore(true, null);
  }

  /**
   * A store for a cluster: a path without scheme follows {@code fs.defaultFS}. What is local is
   * read by {@code java.nio} all the same, since Hadoop's local file system neither forces bytes to
   * the disk nor renames a file and its checksum together.
   *
   * @param configuration the cluster's; later changes of it do not count
   */
  public static FileStore hadoop(Configuration configuration) {
    boolean local = "file".equals(PathNames.scheme(configuration.get("fs.defaultFS", "file:///")));
    return new RoutedFileStore(local, HadoopFileStore.of(configuration));
  }
}
