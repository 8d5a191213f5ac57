package io.descent.data;

import io.descent.files.FileStore;
import io.descent.files.InputFile;
import io.descent.train.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How the lines of text files are cut into shards: the uncompressed texts laid end to end are B
 * bytes, and shard i is the lines whose first byte lies in [⌊iB/S⌋, ⌊(i+1)B/S⌋). Immutable, small,
 * and travels to the tasks of a cluster.
 */
public final class TextShards implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final long LARGE_COMPRESSED = 64L << 20;
  private static final long SHARD_BYTES = 32L << 20;
  private static final int FEWEST = 8;
  private static final int MOST = 4096;

  private final FileStore store;
  private final String[] paths;
  private final long[] starts;
  private final int shards;
  private final boolean ahead;

  /** Whether the lengths of compressed files are guesses. */
  private final boolean guessed;

  private TextShards(
      FileStore store, String[] paths, long[] starts, int shards, boolean ahead, boolean guessed) {
    this.store = store;
    this.paths = paths;
    this.starts = starts;
    this.shards = shards;
    this.ahead = ahead;
    this.guessed = guessed;
  }

  /**
   * The cut of files of known lengths.
   *
   * @param files in the order of their rows
   * @param lengths bytes of the uncompressed text of each
   * @param shards number of shards, S ≥ 1
   */
  public static TextShards of(FileStore store, List<InputFile> files, long[] lengths, int shards) {
    if (shards < 1 || lengths.length != files.size()) {
      throw new IllegalArgumentException(
          shards + " shards, " + files.size() + " files, " + lengths.length + " lengths");
    }
    String[] paths = new String[lengths.length];
    long[] starts = new long[lengths.length + 1];
    for (int f = 0; f < lengths.length; f++) {
      paths[f] = files.get(f).path();
      starts[f + 1] = Math.addExact(starts[f], lengths[f]);
    }
    return new TextShards(store, paths, starts, shards, false, false);
  }

  /**
   * The cut of files, whose compressed ones are inflated once, all at the same time, to learn their
   * lengths.
   *
   * @param shards number of shards, S ≥ 1
   * @throws io.descent.error.UserException DATA when a compressed file is damaged or cut short
   */
  public static TextShards plan(Engine engine, FileStore store, List<InputFile> files, int shards) {
    int[] compressed =
        IntStream.range(0, files.size())
            .filter(f -> Compression.isCompressed(files.get(f).path()))
            .toArray();
    long[] lengths = files.stream().mapToLong(InputFile::length).toArray();
    if (compressed.length > 0) {
      warnOfLarge(files);
      String[] paths =
          Arrays.stream(compressed).mapToObj(f -> files.get(f).path()).toArray(String[]::new);
      LoadReport report = engine.sum(paths.length, (from, to) -> inflate(store, paths, from, to));
      if (report.fault() != null) {
        throw report.fault().toException(store);
      }
      for (int i = 0; i < compressed.length; i++) {
        lengths[compressed[i]] = report.checksums().length(i);
      }
    }
    return of(store, files, lengths, shards);
  }

  private static void warnOfLarge(List<InputFile> files) {
    for (InputFile file : files) {
      if (Compression.isCompressed(file.path()) && file.length() > LARGE_COMPRESSED) {
        // Only here: to set up the log takes longer than many a load.
        LoggerFactory.getLogger(TextShards.class)
            .warn(
                "{} has {} MB and is compressed: every task inflates it from its beginning;"
                    + " splitting it into several files would help",
                file.path(),
                file.length() >> 20);
      }
    }
  }

  /**
   * The cut of files, the lengths of whose compressed ones are guessed by their last bytes. Who
   * reads the text to its end finds a {@link Fault} of the file where a guess was wrong, and only
   * then may believe what was read.
   *
   * @param shards number of shards, S ≥ 1
   * @return null when no file is compressed, or there is one that allows no good guess
   */
  public static @Nullable TextShards guess(FileStore store, List<InputFile> files, int shards) {
    long[] lengths = files.stream().mapToLong(InputFile::length).toArray();
    boolean any = false;
    for (int f = 0; f < lengths.length; f++) {
      String path = files.get(f).path();
      if (Compression.isCompressed(path)) {
        any = true;
        lengths[f] = Compression.isGzip(path) ? GzipLength.guess(store, files.get(f)) : -1;
        if (lengths[f] < 0) {
          return null;
        }
      }
    }
    if (!any) {
      return null;
    }
    warnOfLarge(files);
    TextShards known = of(store, files, lengths, shards);
    return new TextShards(store, known.paths, known.starts, shards, false, true);
  }

  /** The cut of one of the files into one shard. */
  public TextShards alone(int file) {
    return new TextShards(
        store, new String[] {paths[file]}, new long[] {0, length(file)}, 1, ahead, guessed);
  }

  private static Iterator<LoadReport> inflate(FileStore store, String[] paths, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> inflate(store, paths[i], i)).iterator();
  }

  private static LoadReport inflate(FileStore store, String path, int index) {
    byte[] chunk = new byte[Compression.CHUNK];
    long length = 0;
    try (InputStream in = Compression.open(store, path)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        length += n;
      }
    } catch (FaultException e) {
      return LoadReport.of(e.fault());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LoadReport.of(
        0,
        -1,
        LabelCensus.keeping(LabelCensus.FEW),
        new long[0],
        Checksums.of(index, length, 0),
        null);
  }

  /**
   * The number of shards when none is asked for: the smallest power of two that gives shards of at
   * most 32 MiB, a compressed file counted four times; at least 8, at most 4096; halved, not below
   * 8, while a dense partial of every shard would be more bytes than the data.
   *
   * @param dimension number of parameters, or −1 when it is not known yet
   */
  public static int defaultShards(List<InputFile> files, long dimension) {
    long bytes = 0;
    for (InputFile file : files) {
      bytes += file.length() * (Compression.isCompressed(file.path()) ? 4 : 1);
    }
    int shards = FEWEST;
    while (shards < MOST && shards * SHARD_BYTES < bytes) {
      shards *= 2;
    }
    while (shards > FEWEST && (double) shards * dimension * 8 > bytes) {
      shards /= 2;
    }
    return shards;
  }

  /** Number of shards, S. */
  public int count() {
    return shards;
  }

  /** Bytes of all uncompressed texts, B. */
  public long bytes() {
    return starts[paths.length];
  }

  /** This cut, whose compressed files a thread of its own inflates ahead of whoever reads them. */
  public TextShards readingAhead() {
    return new TextShards(store, paths, starts, shards, true, guessed);
  }

  /** Whether the length of a file is to be checked at its end. */
  boolean isGuessed(int file) {
    return guessed && Compression.isCompressed(paths[file]);
  }

  boolean readsAhead() {
    return ahead;
  }

  /**
   * The most runs in which all shards are best read at the same time: no more than files where one
   * is compressed, since a run that begins in the middle of it inflates what stands before.
   */
  public int mostRuns() {
    return Arrays.stream(paths).anyMatch(Compression::isCompressed)
        ? paths.length
        : Integer.MAX_VALUE;
  }

  /**
   * Opens a run of shards, to be read once and in order. Plain files are entered at the first of
   * its bytes; a compressed file is inflated from its beginning.
   *
   * @param from the first shard
   * @param to one after the last
   */
  public TextRun open(int from, int to) {
    if (from < 0 || to > shards) {
      throw new IllegalArgumentException(from + " … " + to + " of " + shards + " shards");
    }
    return new TextRun(this, from, to);
  }

  /** The store that the files lie in, for {@link Fault#toException}. */
  public FileStore store() {
    return store;
  }

  /** Number of files. */
  public int files() {
    return paths.length;
  }

  public String path(int file) {
    return paths[file];
  }

  /** Bytes of the uncompressed text of a file. */
  public long length(int file) {
    return starts[file + 1] - starts[file];
  }

  long start(int file) {
    return starts[file];
  }

  long end(int file) {
    return starts[file + 1];
  }

  /** ⌊iB/S⌋, without overflow. */
  long boundary(int shard) {
    long bytes = bytes();
    return shard * (bytes / shards) + shard * (bytes % shards) / shards;
  }
}
