package io.descent.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads some chunks ahead of whoever takes its bytes: what is
 * inflated on one core is parsed on another. A failure is thrown where its byte would have been.
 * <b>Not thread-safe.</b>
 */
final class ReadAhead extends InputStream {
  private static final int CHUNKS = 4;

  private final InputStream in;
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS);
  private final Thread reader = new Thread(this::fillAll, "descent-reader");
  private @Nullable Chunk current;
  private int next;

  private static final class Chunk {
    private final byte[] bytes = new byte[Compression.CHUNK];

    /** −1 at the end of the stream. */
    private int length;

    private @Nullable Throwable failure;
  }

  private ReadAhead(InputStream in) {
    this.in = in;
  }

  /** Begins to read a stream, which is closed with this one. */
  static ReadAhead of(InputStream in) {
    ReadAhead ahead = new ReadAhead(in);
    for (int i = 0; i < CHUNKS; i++) {
      ahead.free.add(new Chunk());
    }
    ahead.reader.setDaemon(true);
    ahead.reader.start();
    return ahead;
  }

  /** The other thread: until the end, a failure, or an interrupt by {@link #close}. */
  private void fillAll() {
    boolean more = true;
    while (more) {
      Chunk chunk;
      try {
        chunk = free.take();
      } catch (InterruptedException e) {
        return;
      }
      try {
        chunk.length = in.read(chunk.bytes, 0, chunk.bytes.length);
      } catch (Throwable e) {
        chunk.failure = e;
      }
      more = chunk.length >= 0 && chunk.failure == null;
      full.add(chunk);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    Chunk chunk = current;
    while (chunk == null || (next == chunk.length && chunk.failure == null)) {
      chunk = advance(chunk);
    }
    if (chunk.failure != null) {
      throw thrown(chunk.failure);
    }
    if (chunk.length < 0) {
      return -1;
    }
    int n = Math.min(count, chunk.length - next);
    System.arraycopy(chunk.bytes, next, into, at, n);
    next += n;
    return n;
  }

  private Chunk advance(@Nullable Chunk used) throws IOException {
    try {
      if (used != null) {
        free.put(used);
      }
      current = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    }
    next = 0;
    return current;
  }

  private static IOException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
    return (IOException) failure;
  }

  /** Returns once the other thread has left the stream, which it may be in the middle of. */
  @Override
  public void close() throws IOException {
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    in.close();
  }
}
