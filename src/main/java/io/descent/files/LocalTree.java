package io.descent.files;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of this machine. */
final class LocalTree implements Tree {
  private final Path base;

  /** Relative paths start at a folder. */
  LocalTree(Path base) {
    this.base = base;
  }

  /**
   * The file of a path.
   *
   * @throws IOException when the system cannot have a file of that name
   */
  Path resolve(String path) throws IOException {
    try {
      return base.resolve(path);
    } catch (InvalidPathException e) {
      throw new IOException(
          "not a file name here ("
              + e.getReason()
              + "; names beyond ASCII need a UTF-8 locale such as LC_ALL=C.UTF-8)",
          e);
    }
  }

  @Override
  public String absolute(String path) throws IOException {
    return resolve(path).toAbsolutePath().normalize().toString();
  }

  @Override
  public @Nullable Entry status(String path) throws IOException {
    try {
      return entry(path, Files.readAttributes(resolve(path), BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      // A file where a folder would have to be: nothing can stand below it.
      if (e.getMessage() != null && e.getMessage().endsWith("Not a directory")) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public List<Entry> list(String folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(resolve(folder))) {
      for (Path file : stream) {
        Path name = file.getFileName();
        Entry entry = name == null ? null : listed(PathNames.join(folder, name.toString()), file);
        if (entry != null) {
          entries.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /** An entry of a listing; null when it is gone by now. A link to nothing counts as a file. */
  private @Nullable Entry listed(String path, Path file) throws IOException {
    Entry entry = status(path);
    if (entry == null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Entry(path, false, 0);
    }
    return entry;
  }

  private static Entry entry(String path, BasicFileAttributes attributes) {
    return new Entry(path, attributes.isDirectory(), attributes.size());
  }

  @Override
  public String uri(String absolute) {
    return "file:" + absolute;
  }

  @Override
  public InputStream open(String file, long offset) throws IOException {
    FileInputStream in = input(resolve(file));
    try {
      in.getChannel().position(offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static FileInputStream input(Path path) throws IOException {
    try {
      // Not a channel's stream, which copies large reads through direct memory.
      return new FileInputStream(path.toFile());
    } catch (FileNotFoundException e) {
      // It names neither missing files nor missing permission: this does. When it succeeds, the
      // file has been replaced in between.
      Files.newByteChannel(path).close();
      return new FileInputStream(path.toFile());
    }
  }

  @Override
  public void createFolder(String folder) throws IOException {
    Path path = resolve(folder);
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path);
    }
  }

  @Override
  public OutputStream create(String file) throws IOException {
    FileChannel channel =
        FileChannel.open(resolve(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
      @Override
      public void close() throws IOException {
        try (channel) {
          if (channel.isOpen()) {
            flush();
            channel.force(true);
          }
        }
      }
    };
  }

  @Override
  public void move(String from, String to) throws IOException {
    Files.move(resolve(from), resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.walkFileTree(
        resolve(path),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void sync(String folder) throws IOException {
    try (FileChannel channel = FileChannel.open(resolve(folder), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
