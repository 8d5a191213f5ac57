package io.descent.data;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through a run of shards in order: {@link #nextShard}, then {@link #nextSegment} until
 * it gives null, and again. What is left unread of a segment or shard is skipped. <b>Not
 * thread-safe.</b>
 */
public final class TextRun implements Closeable {
  private final TextShards text;
  private final int to;
  private int shard;
  private int file;
  private @Nullable FileCursor cursor;
  private @Nullable TextSegment segment;
  private Checksums checksums = Checksums.none();

  /** Whether the current shard may have lines in the current file that were not handed out. */
  private boolean fileLeft;

  TextRun(TextShards text, int from, int to) {
    this.text = text;
    this.shard = from - 1;
    this.to = to;
  }

  /** Goes on to the next shard of the run; false, and closed, when there is none. */
  public boolean nextShard() throws IOException {
    if (shard >= 0 && fileLeft) {
      skipShard();
    }
    shard++;
    if (shard >= to) {
      close();
      return false;
    }
    checksums = Checksums.none();
    fileLeft = true;
    return true;
  }

  private void skipShard() throws IOException {
    try {
      while (nextSegment() != null) {
        // Only to come to the first line of the next shard.
      }
    } catch (FaultException e) {
      // Not of the next shard, which finds out by itself whether it can be read.
      fileLeft = false;
    }
  }

  /** Index of the current shard. */
  public int shard() {
    return shard;
  }

  /**
   * The lines of the current shard in the next file that it reaches into, or null when there are no
   * more.
   *
   * @throws FaultException when the file is compressed and damaged, or not UTF-8
   */
  public @Nullable TextSegment nextSegment() throws IOException {
    try {
      return advance();
    } catch (IOException | RuntimeException e) {
      close();
      fileLeft = false;
      throw e;
    }
  }

  private @Nullable TextSegment advance() throws IOException {
    long low = text.boundary(shard);
    long high = text.boundary(shard + 1);
    if (segment != null) {
      finish(segment);
      segment = null;
      if (text.end(file) < high) {
        close();
        file++;
      } else {
        fileLeft = false;
      }
    }
    while (fileLeft && file < text.files() && text.end(file) <= low) {
      close();
      file++;
    }
    while (fileLeft && file < text.files() && text.start(file) == text.end(file)) {
      file++;
    }
    if (!fileLeft || file >= text.files() || text.start(file) >= high) {
      fileLeft = false;
      return null;
    }
    segment = open(low - text.start(file), high - text.start(file));
    return segment;
  }

  /**
   * The share of the bytes of the current shard that were handed out and used, in [0, 1].
   *
   * @param unused bytes that were handed out last and not used yet
   */
  public double share(long unused) {
    long low = text.boundary(shard);
    long bytes = text.boundary(shard + 1) - low;
    long at = cursor == null ? low + bytes : text.start(file) + cursor.position() - unused;
    return bytes == 0 ? 1 : Math.max(0, Math.min(1, (double) (at - low) / bytes));
  }

  private TextSegment open(long from, long boundary) throws IOException {
    boolean startsFile = from <= 0;
    if (cursor == null) {
      long wanted = text.boundary(to) - text.start(file);
      cursor = FileCursor.open(text, file, from, wanted);
    }
    long start = startsFile ? 0 : cursor.position();
    return new TextSegment(cursor, file, text.path(file), startsFile, start, boundary);
  }

  private void finish(TextSegment done) throws IOException {
    done.drain();
    checksums = checksums.merge(done.takeChecksum());
  }

  /** Checksums of the bytes of the current shard; whole once {@link #nextSegment} gave null. */
  public Checksums checksums() {
    return checksums;
  }

  @Override
  public void close() throws IOException {
    if (cursor != null) {
      FileCursor done = cursor;
      cursor = null;
      segment = null;
      done.close();
    }
  }
}
