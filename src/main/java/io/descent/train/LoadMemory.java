package io.descent.train;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.util.concurrent.Callable;

/** Ends a load that cannot fit before the heap does, and says how much it needs. */
final class LoadMemory {
  /** A short entry of LIBSVM text, four characters, becomes 12 bytes. */
  private static final int BYTES_PER_CHARACTER = 3;

  /** For the process itself, and for arrays that grow while they are filled. */
  private static final long SPARE = 256;

  private final int shards;
  private final long sourceBytes;
  private long bytes;
  private int done;

  LoadMemory(int shards, long sourceBytes) {
    this.shards = shards;
    this.sourceBytes = sourceBytes;
  }

  synchronized void count(long blockBytes) {
    bytes += blockBytes;
    done++;
    if (bytes > 0.9 * Runtime.getRuntime().maxMemory()) {
      throw tooSmall();
    }
  }

  <V> V guard(Callable<V> reading) {
    try {
      return reading.call();
    } catch (OutOfMemoryError e) {
      throw tooSmall();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized UserException tooSmall() {
    long have = Runtime.getRuntime().maxMemory() >> 20;
    double blocks =
        done > 0 ? (double) bytes / done * shards : (double) sourceBytes * BYTES_PER_CHARACTER;
    long need = Math.max(2 * have, (long) (1.5 * blocks / (1 << 20)) + SPARE);
    return UserException.of(
        ExitCode.USAGE,
        "the data do not fit into this process: about "
            + need
            + " MB are needed, it has "
            + have
            + " MB; give more with DESCENT_JAVA_OPTS=-Xmx"
            + need
            + "m, or use --storage float or --engine spark, which keeps on disk what does not fit");
  }
}
