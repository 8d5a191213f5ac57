package io.descent.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Makes one element of every shard of a run, lazily; closes the run at its end or on failure. */
final class ShardIterator<T> implements Iterator<T> {
  private final TextRun run;
  private final Step<T> step;
  private boolean ready;
  private boolean ended;

  ShardIterator(TextRun run, Step<T> step) {
    this.run = run;
    this.step = step;
  }

  /** Reads the current shard of a run. */
  @FunctionalInterface
  interface Step<T> {
    T read(TextRun run) throws IOException;
  }

  @Override
  public boolean hasNext() {
    if (!ready && !ended) {
      try {
        ready = run.nextShard();
      } catch (IOException e) {
        throw failed(e);
      }
      ended = !ready;
    }
    return ready;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    try {
      return step.read(run);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    ended = true;
    try {
      run.close();
    } catch (IOException second) {
      e.addSuppressed(second);
    }
    return new UncheckedIOException(e);
  }
}
