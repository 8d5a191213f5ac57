package io.descent.bench;

import java.util.ArrayList;
import java.util.List;

/** Bytes a second that threads read, each the doubles of an array of its own, again and again. */
final class ReadBandwidth {
  private static final int DOUBLES = 64 << 20;

  private final double[][] arrays;

  private ReadBandwidth(double[][] arrays) {
    this.arrays = arrays;
  }

  /**
   * Of memory: arrays of 128 MiB, which no cache holds.
   *
   * @param threads the most that will be measured
   */
  static ReadBandwidth ofMemory(int threads) {
    return new ReadBandwidth(new double[threads][16 << 20]);
  }

  /** Of a core's first cache: arrays of 16 KiB. What limits it is the core. */
  static ReadBandwidth ofCache(int threads) {
    return new ReadBandwidth(new double[threads][2 << 10]);
  }

  /** Gigabytes a second over all of some threads, which begin at the same time. */
  double measure(int threads) {
    double[] sums = new double[threads];
    List<Thread> started = new ArrayList<>();
    long begin = System.nanoTime();
    for (int t = 0; t < threads; t++) {
      int own = t;
      Thread thread = new Thread(() -> sums[own] = sums(arrays[own]), "reader-" + t);
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    for (double sum : sums) {
      if (sum != 0) {
        throw new IllegalStateException("zeros add up to " + sum);
      }
    }
    return 8e-9 * threads * DOUBLES / seconds;
  }

  private static double sums(double[] x) {
    double sum = 0;
    for (int pass = 0; pass < DOUBLES / x.length; pass++) {
      sum += sum(x);
    }
    return sum;
  }

  /** Eight sums: one alone waits for its own additions, not for memory. */
  private static double sum(double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int k = 0; k < x.length; k += 8) {
      s0 += x[k];
      s1 += x[k + 1];
      s2 += x[k + 2];
      s3 += x[k + 3];
      s4 += x[k + 4];
      s5 += x[k + 5];
      s6 += x[k + 6];
      s7 += x[k + 7];
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
  }
}
