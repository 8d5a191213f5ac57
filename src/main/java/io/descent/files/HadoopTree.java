package io.descent.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** The file systems that Hadoop's clients reach. */
final class HadoopTree implements Tree {
  private final Configuration configuration;

  HadoopTree(Configuration configuration) {
    this.configuration = configuration;
  }

  /** An operation on a path's file system. */
  private interface Operation<T extends @Nullable Object> {
    T on(FileSystem files, Path path) throws IOException;
  }

  private <T extends @Nullable Object> T with(String path, Operation<T> operation)
      throws IOException {
    try {
      Path hadoop = new Path(path.isEmpty() ? "." : path);
      return operation.on(hadoop.getFileSystem(configuration), hadoop);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a path: " + e.getMessage(), e);
    } catch (IOException e) {
      throw plain(path, e);
    }
  }

  /** The exception that java.nio would have thrown. */
  private static IOException plain(String path, IOException e) {
    if (e instanceof FileNotFoundException) {
      return cause(new NoSuchFileException(path), e);
    }
    if (e instanceof AccessControlException) {
      return cause(new AccessDeniedException(path, null, e.getMessage()), e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return cause(new java.nio.file.FileAlreadyExistsException(path), e);
    }
    if (e instanceof UnsupportedFileSystemException) {
      return new IOException(
          e.getMessage() + ": check the scheme, or add that file system to the class path", e);
    }
    return e;
  }

  private static IOException cause(IOException e, IOException cause) {
    e.initCause(cause);
    return e;
  }

  @Override
  public String absolute(String path) throws IOException {
    return with(
        path,
        (files, p) -> p.makeQualified(files.getUri(), files.getWorkingDirectory()).toString());
  }

  @Override
  public @Nullable Entry status(String path) throws IOException {
    try {
      return with(path, (files, p) -> entry(path, files.getFileStatus(p)));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public List<Entry> list(String folder) throws IOException {
    return with(
        folder,
        (files, p) -> {
          List<Entry> entries = new ArrayList<>();
          for (FileStatus status : files.listStatus(p)) {
            entries.add(entry(PathNames.join(folder, status.getPath().getName()), status));
          }
          return entries;
        });
  }

  private static Entry entry(String path, FileStatus status) {
    return new Entry(path, status.isDirectory(), status.getLen());
  }

  @Override
  public String uri(String absolute) {
    return absolute;
  }

  @Override
  public InputStream open(String file, long offset) throws IOException {
    return with(
        file,
        (files, p) -> {
          FSDataInputStream in = files.open(p);
          try {
            if (offset > 0) {
              in.seek(offset);
            }
            return in;
          } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
          }
        });
  }

  @Override
  public void createFolder(String folder) throws IOException {
    boolean made = with(folder, (files, p) -> files.mkdirs(p));
    if (!made) {
      throw new IOException("the folder " + folder + " was not created");
    }
  }

  @Override
  public OutputStream create(String file) throws IOException {
    return with(file, (files, p) -> new Forced(file, files.create(p, false)));
  }

  /** Closes when the bytes are on the disk. */
  private static final class Forced extends OutputStream {
    private final String file;
    private final FSDataOutputStream out;
    private boolean closed;

    Forced(String file, FSDataOutputStream out) {
      this.file = file;
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw plain(file, e);
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      // Not by try-with-resources: HDFS throws one and the same exception from both.
      IOException failure = null;
      try {
        // close() alone leaves the last block in the memory of the data nodes; stores without
        // hsync keep nothing before close and everything after it.
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          out.hsync();
        }
      } catch (IOException e) {
        failure = e;
      }
      try {
        out.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
      if (failure != null) {
        throw plain(file, failure);
      }
    }
  }

  /**
   * By FileContext: the rename of FileSystem moves <em>into</em> a folder of the new name, and
   * tells other failures by returning false.
   */
  @Override
  public void move(String from, String to) throws IOException {
    with(
        from,
        (files, p) -> {
          FileContext.getFileContext(files.getUri(), configuration).rename(p, new Path(to));
          return true;
        });
  }

  @Override
  public void delete(String path) throws IOException {
    boolean deleted = with(path, (files, p) -> files.delete(p, true));
    if (!deleted && status(path) != null) {
      throw new IOException(path + " was not deleted");
    }
  }

  /** Nothing to do: name nodes and object stores acknowledge a name when they have stored it. */
  @Override
  public void sync(String folder) {}
}
