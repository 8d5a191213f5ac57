package io.descent.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every penalty; a new one is a row in {@link #rows}. */
class PenaltyContractTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Features of a row of weights; there are two rows. */
  private static final int WIDTH = 4;

  private static final int[] GROUPS = {0, 1, 0, 2};
  private static final double[] LOWER = {-0.2, -INF, 0.1, 0};
  private static final double[] UPPER = {0.3, 0.5, 0.4, INF};
  private static final double[] FACTORS = {0, 1, 2.5, 0.5};

  /** A value written out plainly, for weights where the constraints hold. */
  private interface Formula {
    double of(double[] w);
  }

  /**
   * A penalty.
   *
   * @param all the value, of which {@code smooth} has a gradient
   * @param allowed gives a point where the constraints hold, itself where they hold there
   * @param shrinksTo0 whether the step gives exact zeros where its size is large
   */
  private record Row(
      String name,
      Penalty penalty,
      Formula all,
      Formula smooth,
      UnaryOperator<double[]> allowed,
      boolean shrinksTo0) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static double l1(double[] w) {
    return Arrays.stream(w).map(Math::abs).sum();
  }

  private static double l2(double[] w) {
    return 0.5 * Arrays.stream(w).map(x -> x * x).sum();
  }

  private static double factored(double[] w, Formula one) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += FACTORS[i % WIDTH] * one.of(new double[] {w[i]});
    }
    return sum;
  }

  private static double groups(double[] w) {
    double sum = 0;
    for (int g = 0; g < 3; g++) {
      double squares = 0;
      int size = 0;
      for (int i = 0; i < w.length; i++) {
        if (GROUPS[i % WIDTH] == g) {
          squares += w[i] * w[i];
          size++;
        }
      }
      sum += Math.sqrt(size) * Math.sqrt(squares);
    }
    return sum;
  }

  private static double[] clipped(double[] w) {
    double[] into = w.clone();
    for (int i = 0; i < w.length; i++) {
      into[i] = Math.min(UPPER[i % WIDTH], Math.max(LOWER[i % WIDTH], w[i]));
    }
    return into;
  }

  private static double[] inBall(double[] w, double radius) {
    double[] into = w.clone();
    for (int row = 0; row < w.length; row += WIDTH) {
      double squares = 0;
      for (int j = row; j < row + WIDTH; j++) {
        squares += w[j] * w[j];
      }
      for (int j = row; j < row + WIDTH && squares > radius * radius; j++) {
        into[j] = w[j] * (radius / Math.sqrt(squares));
      }
    }
    return into;
  }

  /** Towards a point inside until it is in the ball: where box and ball both hold. */
  private static double[] inBoxAndBall(double[] w, double radius) {
    double[] clipped = clipped(w);
    double[] inside = clipped(new double[w.length]);
    double low = 0;
    double high = 1;
    double[] between = clipped;
    for (int k = 0; k < 52 && low < 1; k++) {
      double t = k == 0 ? 1 : (low + high) / 2;
      between = clipped.clone();
      for (int i = 0; i < w.length && t < 1; i++) {
        between[i] = inside[i] + t * (clipped[i] - inside[i]);
      }
      if (Arrays.equals(inBall(between, radius * (1 + 1e-14)), between)) {
        low = t;
      } else {
        high = t;
      }
    }
    return between;
  }

  static List<Row> rows() {
    Formula zero = w -> 0;
    UnaryOperator<double[]> anywhere = w -> w;
    GroupLasso groups = GroupLasso.of(0.7, GROUPS);
    Box box = Box.of(LOWER, UPPER);
    MaxNorm ball = MaxNorm.of(0.6, WIDTH);
    ElasticNet none = ElasticNet.of(0, 0);
    ElasticNet l1 = ElasticNet.of(0.5, 0);
    return List.of(
        new Row("none", Penalties.none(), zero, zero, anywhere, false),
        new Row("L1", l1, w -> 0.5 * l1(w), zero, anywhere, true),
        new Row("L2", ElasticNet.of(0, 0.3), w -> 0.3 * l2(w), w -> 0.3 * l2(w), anywhere, false),
        new Row(
            "elastic net",
            ElasticNet.of(0.5, 0.3),
            w -> 0.5 * l1(w) + 0.3 * l2(w),
            w -> 0.3 * l2(w),
            anywhere,
            true),
        new Row(
            "elastic net with factors",
            ElasticNet.of(0.5, 0.3).withFactors(FACTORS),
            w -> factored(w, x -> 0.5 * l1(x) + 0.3 * l2(x)),
            w -> factored(w, x -> 0.3 * l2(x)),
            anywhere,
            false),
        new Row("group lasso", groups, w -> 0.7 * groups(w), zero, anywhere, true),
        new Row(
            "sparse group lasso",
            Penalties.of(l1, groups, null, null),
            w -> 0.7 * groups(w) + 0.5 * l1(w),
            zero,
            anywhere,
            true),
        new Row("box", box, zero, zero, PenaltyContractTest::clipped, false),
        new Row(
            "L1 in a box",
            Penalties.of(l1, null, box, null),
            w -> 0.5 * l1(w),
            zero,
            PenaltyContractTest::clipped,
            false),
        new Row(
            "elastic net in a box",
            Penalties.of(ElasticNet.of(0.5, 0.3), null, box, null),
            w -> 0.5 * l1(w) + 0.3 * l2(w),
            w -> 0.3 * l2(w),
            PenaltyContractTest::clipped,
            false),
        new Row(
            "sparse group lasso in a box",
            Penalties.of(l1, groups, box, null),
            w -> 0.7 * groups(w) + 0.5 * l1(w),
            zero,
            PenaltyContractTest::clipped,
            false),
        new Row("max-norm", ball, zero, zero, w -> inBall(w, 0.6), false),
        new Row(
            "L1 in a max-norm",
            Penalties.of(l1, null, null, ball),
            w -> 0.5 * l1(w),
            zero,
            w -> inBall(w, 0.6),
            true),
        new Row(
            "box and max-norm",
            Penalties.of(none, null, box, ball),
            zero,
            zero,
            w -> inBoxAndBall(w, 0.6),
            false));
  }

  private static double[] random(Random random, int length, double scale) {
    return random.doubles(length, -scale, scale).toArray();
  }

  /** Sizes of every kind of rule: one for all, or one a coordinate over two decades. */
  private static double[] sizes(Random random, int length, boolean uniform) {
    double one = 0.05 + random.nextDouble();
    return random
        .doubles(length)
        .map(x -> uniform ? one : StrictMath.pow(10, 2 * x - 1.5))
        .toArray();
  }

  private static EffectiveStep step(double[] sizes) {
    EffectiveStep step = new EffectiveStep();
    if (Arrays.stream(sizes).allMatch(size -> size == sizes[0])) {
      step.set(sizes[0]);
    } else {
      step.set(sizes);
    }
    return step;
  }

  private static double[] after(Row row, double[] w, double[] sizes) {
    double[] u = w.clone();
    row.penalty.proximalStep(u, step(sizes), 0, u.length);
    return u;
  }

  /** What a proximal step minimises; the smooth part is not its business. */
  private static double cost(Row row, double[] u, double[] w, double[] sizes) {
    double sum = row.all.of(u) - row.smooth.of(u);
    for (int i = 0; i < u.length; i++) {
      sum += 0.5 * (u[i] - w[i]) * (u[i] - w[i]) / sizes[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valueIsTheFormula(Row row) {
    Random random = new Random(1);
    for (int k = 0; k < 50; k++) {
      double[] w = row.allowed.apply(random(random, 2 * WIDTH, 1));
      assertThat(row.penalty.value(w, 0, w.length)).isCloseTo(row.all.of(w), within(1e-14));
    }
    assertThat(row.penalty.value(new double[2 * WIDTH], 0, 2 * WIDTH)).isZero();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void gradientIsThatOfTheSmoothPart(Row row) {
    Random random = new Random(2);
    double[] w = random(random, 2 * WIDTH, 1);
    double[] gradient = new double[w.length];
    Arrays.fill(gradient, 7);
    row.penalty.addGradient(w, gradient, 0, w.length);
    for (int i = 0; i < w.length; i++) {
      double[] less = w.clone();
      double[] more = w.clone();
      less[i] -= 1e-3;
      more[i] += 1e-3;
      double slope = (row.smooth.of(more) - row.smooth.of(less)) / 2e-3;
      assertThat(gradient[i] - 7).isCloseTo(slope, within(1e-12));
    }
  }

  /** A convex function has no better point anywhere when it has none near by. */
  @ParameterizedTest
  @MethodSource("rows")
  void noOtherPointCostsLess(Row row) {
    for (int seed = 0; seed < 24; seed++) {
      Random random = new Random(seed);
      double[] w = random(random, 2 * WIDTH, seed % 3 == 0 ? 10 : 1.5);
      double[] sizes = sizes(random, w.length, seed % 2 == 0);
      double[] u = after(row, w, sizes);
      double[] allowed = row.allowed.apply(u);
      for (int i = 0; i < u.length; i++) {
        assertThat(u[i]).as("allowed; seed %d", seed).isCloseTo(allowed[i], within(1e-12));
      }
      double least = cost(row, u, w, sizes);
      double slack = 1e-13 * Math.max(1, least);
      for (int k = 0; k < 250; k++) {
        double scale = StrictMath.pow(10, -5 * random.nextDouble());
        double[] other = random(random, u.length, scale);
        for (int i = 0; i < u.length; i++) {
          other[i] = random.nextInt(3) == 0 ? u[i] : u[i] + other[i];
        }
        double cost = cost(row, row.allowed.apply(other), w, sizes);
        assertThat(cost).as("seed %d", seed).isGreaterThan(least - slack);
      }
    }
  }

  /** Of one feature, over a fine grid: nothing is assumed of the cost. */
  @ParameterizedTest
  @MethodSource("rows")
  void inOneDimensionItIsTheArgminByBruteForce(Row row) {
    for (double w : new double[] {-2, -0.35, -0.05, 0, 0.02, 0.25, 0.7, 3}) {
      double[] start = new double[2 * WIDTH];
      start[1] = w;
      double[] sizes = new double[2 * WIDTH];
      Arrays.fill(sizes, 0.4);
      double[] from = row.allowed.apply(start);
      double[] u = after(row, from, sizes);
      double[] moved = u.clone();
      double best = Double.POSITIVE_INFINITY;
      double argmin = Double.NaN;
      for (int i = -400; i <= 400; i++) {
        moved[1] = i * 8e-3;
        boolean allowed = Arrays.equals(row.allowed.apply(moved), moved);
        double cost = allowed ? cost(row, moved, from, sizes) : Double.POSITIVE_INFINITY;
        if (cost < best) {
          best = cost;
          argmin = moved[1];
        }
      }
      assertThat(u[1]).as("from %s", w).isCloseTo(argmin, within(8.1e-3));
    }
  }

  /**
   * Descent on a quadratic, every coordinate with a step of its own, must end where descent with
   * one step for all ends: a step of the wrong metric would end elsewhere.
   */
  @ParameterizedTest
  @MethodSource("rows")
  void descentInEveryMetricEndsAtTheSamePoint(Row row) {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      double[] centre = random(random, 2 * WIDTH, 2);
      double[][] roots = new double[12][];
      Arrays.setAll(roots, i -> random(random, 2 * WIDTH, 0.5));
      double[] first = descend(row, roots, centre, sizes(random, 2 * WIDTH, true));
      for (int k = 0; k < 2; k++) {
        double[] sizes = random.doubles(2 * WIDTH, 0.02, 0.25).toArray();
        double[] other = descend(row, roots, centre, sizes);
        for (int i = 0; i < other.length; i++) {
          assertThat(other[i]).as("seed %d", seed).isCloseTo(first[i], within(1e-10));
        }
      }
    }
  }

  /** On the quadratic ½Σ(rᵢ·(w − centre))² + ½‖w − centre‖² of the roots rᵢ. */
  private static double[] descend(Row row, double[][] roots, double[] centre, double[] sizes) {
    double[] w = new double[centre.length];
    double[] most = Arrays.stream(sizes).map(size -> Math.min(size, 0.25)).toArray();
    EffectiveStep step = step(most);
    for (int t = 0; t < 3_000; t++) {
      double[] gradient = new double[w.length];
      Arrays.setAll(gradient, i -> w[i] - centre[i]);
      for (double[] root : roots) {
        double residual = 0;
        for (int i = 0; i < w.length; i++) {
          residual += root[i] * (w[i] - centre[i]);
        }
        for (int i = 0; i < w.length; i++) {
          gradient[i] += residual * root[i];
        }
      }
      row.penalty.addGradient(w, gradient, 0, w.length);
      double[] before = w.clone();
      for (int i = 0; i < w.length; i++) {
        w[i] -= most[i] * gradient[i];
      }
      row.penalty.proximalStep(w, step, 0, w.length);
      double moved = 0;
      for (int i = 0; i < w.length; i++) {
        moved = Math.max(moved, Math.abs(w[i] - before[i]));
      }
      if (moved < 1e-14) {
        break;
      }
    }
    return w;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void staysAt0WhereItMay(Row row) {
    double[] nearest = row.allowed.apply(new double[2 * WIDTH]);
    double[] sizes = sizes(new Random(3), 2 * WIDTH, false);
    assertThat(after(row, new double[2 * WIDTH], sizes)).containsExactly(nearest);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void largeSizesGiveExactZeros(Row row) {
    double[] w = random(new Random(4), 2 * WIDTH, 3);
    for (boolean uniform : new boolean[] {true, false}) {
      double[] sizes = sizes(new Random(5), w.length, uniform);
      double[] large = Arrays.stream(sizes).map(size -> 1e4 * size).toArray();
      double[] u = after(row, w, large);
      assertThat(Arrays.stream(u).allMatch(x -> x == 0)).isEqualTo(row.shrinksTo0);
    }
  }

  /** A weight that is not a number must not be taken for a small one: training would go on. */
  @ParameterizedTest
  @MethodSource("rows")
  void notANumberStaysSo(Row row) {
    for (boolean uniform : new boolean[] {true, false}) {
      double[] w = random(new Random(6), 2 * WIDTH, 1);
      w[2] = Double.NaN;
      double[] u = after(row, w, sizes(new Random(7), w.length, uniform));
      assertThat(u[2]).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void touchesOnlyItsRun(Row row) {
    double[] w = random(new Random(8), 2 * WIDTH, 2);
    double[] sizes = sizes(new Random(9), w.length, false);
    double[] alone = after(row, w, sizes);
    double[] theta = new double[w.length + 5];
    double[] shifted = new double[w.length + 5];
    Arrays.fill(theta, 9);
    Arrays.fill(shifted, 1);
    System.arraycopy(w, 0, theta, 3, w.length);
    System.arraycopy(sizes, 0, shifted, 3, w.length);
    row.penalty.proximalStep(theta, step(shifted), 3, 3 + w.length);
    assertThat(Arrays.copyOfRange(theta, 3, 3 + w.length)).containsExactly(alone);
    assertThat(theta[2] + theta[3 + w.length]).isEqualTo(18);
    double[] gradient = new double[theta.length];
    double[] gradientAlone = new double[w.length];
    row.penalty.addGradient(theta, gradient, 3, 3 + w.length);
    row.penalty.addGradient(alone, gradientAlone, 0, w.length);
    assertThat(Arrays.copyOfRange(gradient, 3, 3 + w.length)).containsExactly(gradientAlone);
    assertThat(gradient[2]).isZero();
    assertThat(gradient[3 + w.length]).isZero();
    assertThat(row.penalty.value(theta, 3, 3 + w.length))
        .isEqualTo(row.penalty.value(alone, 0, w.length));
  }

  /** A size of 0 projects: no more than the constraints moves anything. */
  @ParameterizedTest
  @MethodSource("rows")
  void aStepOfSize0LeavesWhatIsAllowed(Row row) {
    double[] w = row.allowed.apply(random(new Random(10), 2 * WIDTH, 0.25));
    assertThat(after(row, w, new double[w.length])).containsExactly(w);
    double[] outside = random(new Random(11), 2 * WIDTH, 5);
    double[] projected = after(row, outside, new double[outside.length]);
    double[] allowed = row.allowed.apply(projected);
    for (int i = 0; i < outside.length; i++) {
      assertThat(projected[i]).isCloseTo(allowed[i], within(1e-12));
    }
  }
}
