package io.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Gives some bytes, few at a time, and then fails. */
  private static InputStream failing(byte[] bytes, Throwable failure) {
    return new InputStream() {
      private final InputStream in = new ByteArrayInputStream(bytes);

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int at, int count) throws IOException {
        int n = in.read(into, at, Math.min(count, 1000));
        if (n >= 0) {
          return n;
        }
        if (failure instanceof IOException io) {
          throw io;
        }
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    };
  }

  @Test
  void theBytesAreThoseOfTheStreamWhateverItsLength() throws IOException {
    int chunk = Compression.CHUNK;
    for (int length : new int[] {0, 1, chunk - 1, chunk, chunk + 1, 9 * chunk + 17}) {
      byte[] bytes = random(length);
      try (InputStream in = ReadAhead.of(new ByteArrayInputStream(bytes))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[3], 0, 3)).isEqualTo(-1);
        assertThat(in.read(new byte[0], 0, 0)).isZero();
      }
    }
    try (InputStream in = ReadAhead.of(new ByteArrayInputStream(new byte[] {-1, 7}))) {
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.read()).isEqualTo(7);
    }
  }

  @Test
  void aFailureComesAfterTheBytesBeforeItAndAgain() throws IOException {
    byte[] bytes = random(12_345);
    for (Throwable failure :
        new Throwable[] {
          new IOException("disk"),
          new FaultException(Fault.inFile("a.gz", "damaged")),
          new IllegalStateException("bug"),
          new OutOfMemoryError("heap")
        }) {
      try (InputStream in = ReadAhead.of(failing(bytes, failure))) {
        assertThat(in.readNBytes(bytes.length)).isEqualTo(bytes);
        for (int twice = 0; twice < 2; twice++) {
          assertThatThrownBy(in::read).isSameAs(failure);
        }
      }
    }
  }

  /** A stream whose reader waits until it is interrupted, and that notes when it is closed. */
  private static final class Silent extends InputStream {
    private final CountDownLatch entered = new CountDownLatch(1);
    private volatile boolean left;
    private volatile boolean closedAfter;

    @Override
    public int read() throws IOException {
      entered.countDown();
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        left = true;
        throw new InterruptedIOException();
      }
      return -1;
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
      return read();
    }

    @Override
    public void close() {
      closedAfter = left;
    }
  }

  @Test
  void closingStopsTheOtherThreadAndThenClosesTheStream() throws Exception {
    Silent silent = new Silent();
    InputStream in = ReadAhead.of(silent);
    silent.entered.await();
    in.close();
    assertThat(silent.closedAfter).isTrue();
    // One that waits for room, not for bytes.
    InputStream full = ReadAhead.of(new ByteArrayInputStream(random(20 * Compression.CHUNK)));
    assertThat(full.read()).isNotNegative();
    full.close();
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .doesNotContain("descent-reader");
  }

  @Test
  void whoeverIsInterruptedWhileWaitingIsToldAndStaysInterrupted() throws IOException {
    try (InputStream in = ReadAhead.of(new Silent())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void nothingIsReadFarAheadOfWhoTakesIt() throws Exception {
    byte[] bytes = random(40 * Compression.CHUNK);
    ByteArrayInputStream source = new ByteArrayInputStream(bytes);
    try (InputStream in = ReadAhead.of(source)) {
      byte[] first = in.readNBytes(Compression.CHUNK);
      assertThat(first).isEqualTo(Arrays.copyOf(bytes, first.length));
      Thread.sleep(50);
      assertThat(source.available()).isGreaterThanOrEqualTo(34 * Compression.CHUNK);
    }
  }
}
