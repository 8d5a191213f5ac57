package io.descent.files;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes each path to the store of its scheme. Names no Hadoop class in a field. */
final class RoutedFileStore implements FileStore {
  private static final long serialVersionUID = 1L;

  private final boolean localByDefault;
  private final LocalFileStore local = LocalFileStore.here();
  private @Nullable FileStore hadoop;

  RoutedFileStore(boolean localByDefault, @Nullable FileStore hadoop) {
    this.localByDefault = localByDefault;
    this.hadoop = hadoop;
  }

  @Override
  public List<InputFile> find(String path) {
    return of(path).find(path);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    return of(path).open(path, offset);
  }

  @Override
  public boolean exists(String path) {
    return of(path).exists(path);
  }

  @Override
  public void checkPublishable(String folder) {
    of(folder).checkPublishable(folder);
  }

  @Override
  public List<String> list(String folder) {
    return of(folder).list(folder);
  }

  @Override
  public PendingFolder begin(String folder, boolean overwrite) {
    return of(folder).begin(folder, overwrite);
  }

  private FileStore of(String path) {
    String scheme = PathNames.scheme(path);
    return (scheme == null ? localByDefault : scheme.equals("file")) ? local : hadoop(path);
  }

  private synchronized FileStore hadoop(String path) {
    FileStore store = hadoop;
    if (store == null) {
      try {
        store = HadoopFileStore.ofClassPath();
      } catch (LinkageError e) {
        throw UserException.of(
            ExitCode.IO,
            path
                + ": only file: is read without Hadoop: put hadoop-client-api and"
                + " hadoop-client-runtime on the class path, or give a local path",
            e);
      }
      hadoop = store;
    }
    return store;
  }
}
