package io.descent.bench;

import java.util.List;

/**
 * What a synchronous step costs:
 *
 * <pre>
 * seconds = J·stages + τ·tasks                                 jobs
 *         + rows a core·(a + values·b)                         compute
 *         + numbers of a core's shards·m                       sums of shards
 *         + numbers that tasks send·w                          sums of partitions
 *         + d·u                                                θ, and the driver's update
 *         + bytes on the wire / bandwidth                      on a cluster
 * </pre>
 *
 * <p>b has one value for dense rows, and for sparse ones b + c·log₁₀(16d / 1 MiB) where θ and the
 * gradient do not fit into a core's own cache, or another where the sum is a hash table. The
 * constants are fitted to measured steps, each of which counts by its relative error.
 */
final class CostModel {
  static final String[] NAMES = {
    "J, a stage",
    "tau, a task",
    "a, a row",
    "b, a dense value",
    "b, a sparse value",
    "c, and a tenfold d beyond the cache",
    "b, a value into a hash table",
    "m, a number of a shard's sum",
    "w, a number of a sum sent",
    "u, a number of theta"
  };

  private static final int ROW = 2;
  private static final int SHARD = 7;
  private static final int SENT = 8;
  private static final double PIECE = 4 << 20;
  private static final int SWEEPS = 20_000;

  private final double[] constants;

  private CostModel(double[] constants) {
    this.constants = constants;
  }

  /** A measured step. */
  record Measured(StepShape shape, double seconds) {}

  /** By least squares of relative errors, no constant below 0. */
  static CostModel fit(List<Measured> lines) {
    int n = NAMES.length;
    double[][] gram = new double[n][n];
    double[] right = new double[n];
    for (Measured line : lines) {
      double[] x = factors(line.shape());
      for (int i = 0; i < n; i++) {
        x[i] /= line.seconds();
      }
      for (int i = 0; i < n; i++) {
        right[i] += x[i];
        for (int j = 0; j < n; j++) {
          gram[i][j] += x[i] * x[j];
        }
      }
    }
    // Coordinate descent: the problem is convex, and a bound by coordinate stays simple.
    double[] c = new double[n];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < n; i++) {
        if (gram[i][i] > 0) {
          double rest = right[i];
          for (int j = 0; j < n; j++) {
            rest -= j == i ? 0 : gram[i][j] * c[j];
          }
          c[i] = Math.max(0, rest / gram[i][i]);
        }
      }
    }
    return new CostModel(c);
  }

  private static double[] factors(StepShape s) {
    double values = s.rowsOfCore() * Math.min(s.values(), s.width());
    boolean hashed = !s.dense() && !s.densePartial();
    double beyond = Math.max(0, Math.log10(16.0 * s.width() / (1 << 20)));
    int stages = s.reducers() > 0 ? 2 : 1;
    return new double[] {
      stages,
      s.partitions() + s.reducers(),
      s.rowsOfCore(),
      s.dense() ? values : 0,
      !s.dense() && !hashed ? values : 0,
      !s.dense() && !hashed ? values * beyond : 0,
      hashed ? values : 0,
      s.shardElements(),
      s.partial() * s.partitions() + (double) s.width() * s.reducers(),
      s.width()
    };
  }

  /** Nanoseconds each. */
  double[] nanoseconds() {
    double[] ns = constants.clone();
    for (int i = 0; i < ns.length; i++) {
      ns[i] *= 1e9;
    }
    return ns;
  }

  /** Seconds of a step without a network. */
  double seconds(StepShape shape) {
    double[] x = factors(shape);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += constants[i] * x[i];
    }
    return sum;
  }

  /**
   * Seconds of a step on executors with a network, whose tasks run on all of their cores: as above,
   * but sums of partitions that meet at reducers are added there at the same time.
   *
   * @param bytesPerSecond of each machine's line
   */
  double seconds(StepShape shape, int executors, double bytesPerSecond) {
    double atOnce = shape.reducers() == 0 ? 1 : Math.min(shape.reducers(), shape.cores());
    double sent = constants[SENT] * shape.partial() * shape.partitions();
    return seconds(shape) - sent + sent / atOnce + wire(shape, executors, bytesPerSecond);
  }

  /** Of a step's seconds, what goes through rows. */
  double compute(StepShape shape) {
    double[] x = factors(shape);
    double sum = 0;
    for (int i = ROW; i < SHARD; i++) {
      sum += constants[i] * x[i];
    }
    return sum;
  }

  /**
   * Seconds that a step's bytes are on the way. θ goes from executor to executor, in pieces of 4
   * MiB as they come: once through every line, and a piece as often as executors double. Sums of
   * partitions go through the driver's line; with a second stage through those of its reducers, and
   * their sums through the driver's.
   *
   * @param bytesPerSecond of each machine's line
   */
  static double wire(StepShape s, int executors, double bytesPerSecond) {
    double theta = 8.0 * s.width();
    double doublings = Math.ceil(Math.log(executors) / Math.log(2));
    double bytes = theta + doublings * Math.min(theta, PIECE);
    if (s.reducers() == 0) {
      bytes += s.partitions() * s.partialBytes();
    } else {
      int receivers = Math.min(s.reducers(), executors);
      bytes += s.partitions() * s.partialBytes() / receivers + 8.0 * s.width() * s.reducers();
    }
    return bytes / bytesPerSecond;
  }
}
