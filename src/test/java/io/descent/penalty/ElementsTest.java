package io.descent.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both problems against solutions by bisection with 34 digits. */
class ElementsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final MathContext EXACT = MathContext.DECIMAL128;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Some elements with the sizes of their steps and bounds. */
  private record Problem(double[] w, double[] sizes, double[] low, double[] high) {
    static Problem free(double[] w, double[] sizes) {
      double[] high = new double[w.length];
      Arrays.fill(high, INF);
      return new Problem(w, sizes, Arrays.stream(high).map(x -> -x).toArray(), high);
    }

    /**
     * Sizes over some decades.
     *
     * @param bounds their scale, where there are any; 0 is between most of them
     */
    static Problem random(Random random, double decades, double bounds) {
      int n = 2 + random.nextInt(5);
      double[] w = random.doubles(n, -3, 3).toArray();
      double[] sizes =
          random.doubles(n).map(x -> StrictMath.pow(10, decades * (x - 0.4))).toArray();
      Problem free = free(w, sizes);
      for (int i = 0; i < n && bounds > 0; i++) {
        switch (random.nextInt(4)) {
          case 0 -> free.low[i] = -bounds * random.nextDouble();
          case 1 -> free.high[i] = bounds * random.nextDouble();
          case 2 -> {
            free.low[i] = bounds * (random.nextDouble() - 0.7);
            free.high[i] = free.low[i] + bounds * random.nextDouble();
          }
          default -> {}
        }
      }
      return free;
    }

    Elements elements() {
      Elements elements = new Elements(w.length);
      elements.clear();
      for (int i = 0; i < w.length; i++) {
        elements.add(w[i], sizes[i], low[i], high[i]);
      }
      return elements;
    }

    private BigDecimal clip(int i, BigDecimal x) {
      BigDecimal atLeast = low[i] == -INF ? x : x.max(new BigDecimal(low[i]));
      return high[i] == INF ? atLeast : atLeast.min(new BigDecimal(high[i]));
    }

    private BigDecimal element(int i, BigDecimal numerator, BigDecimal denominator) {
      return clip(i, new BigDecimal(w[i]).multiply(numerator).divide(denominator, EXACT));
    }

    /** uⱼ = wⱼ·r/(r + aⱼ) within the bounds. */
    BigDecimal[] shrunk(BigDecimal r) {
      BigDecimal[] u = new BigDecimal[w.length];
      Arrays.setAll(u, i -> element(i, r, r.add(new BigDecimal(sizes[i]))));
      return u;
    }

    /** uⱼ = wⱼ/(1 + νaⱼ) within the bounds. */
    BigDecimal[] pulled(BigDecimal nu) {
      BigDecimal[] u = new BigDecimal[w.length];
      Arrays.setAll(
          u,
          i ->
              element(
                  i,
                  BigDecimal.ONE,
                  BigDecimal.ONE.add(nu.multiply(new BigDecimal(sizes[i]), EXACT))));
      return u;
    }

    double zeroSlope() {
      double sum = 0;
      for (int i = 0; i < w.length; i++) {
        double clipped = Math.max(low[i], Math.min(high[i], w[i]));
        sum += clipped == 0 ? 0 : w[i] / sizes[i] * (w[i] / sizes[i]);
      }
      return sum;
    }

    boolean allows0() {
      return Arrays.stream(low).allMatch(x -> x <= 0) && Arrays.stream(high).allMatch(x -> x >= 0);
    }
  }

  private static BigDecimal squares(BigDecimal[] u) {
    return Arrays.stream(u).map(x -> x.multiply(x, EXACT)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal[] exactlyShrunk(Problem problem) {
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.valueOf(16);
    for (int k = 0; k < 100; k++) {
      BigDecimal r = low.add(high).divide(TWO, EXACT);
      if (squares(problem.shrunk(r)).compareTo(r.multiply(r, EXACT)) >= 0) {
        low = r;
      } else {
        high = r;
      }
    }
    return problem.shrunk(low);
  }

  private static BigDecimal[] exactlyProjected(Problem problem, double radius) {
    BigDecimal square = new BigDecimal(radius).pow(2, EXACT);
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.ONE;
    while (squares(problem.pulled(high)).compareTo(square) > 0) {
      high = high.multiply(TWO);
    }
    for (int k = 0; k < 100; k++) {
      BigDecimal nu = low.add(high).divide(TWO, EXACT);
      if (squares(problem.pulled(nu)).compareTo(square) > 0) {
        low = nu;
      } else {
        high = nu;
      }
    }
    return problem.pulled(low);
  }

  private static void assertClose(Elements elements, BigDecimal[] u, double relative, String name) {
    for (int i = 0; i < u.length; i++) {
      double exact = u[i].doubleValue();
      assertThat(elements.get(i))
          .as("%s, element %d", name, i)
          .isCloseTo(exact, within(relative * Math.abs(exact)));
    }
  }

  @Test
  void shrinksToTheLastDigits() {
    int shrunk = 0;
    for (int seed = 0; seed < 96; seed++) {
      // Between narrow bounds no slope leads to the norm, which then lies at a corner.
      double bounds = new double[] {0, 1, 0.1, 0.001}[seed % 4];
      Problem problem = Problem.random(new Random(seed), 1 + seed % 6, bounds);
      Elements elements = problem.elements();
      elements.shrink();
      if (problem.allows0() && problem.zeroSlope() <= 1) {
        assertClose(elements, problem.shrunk(BigDecimal.ZERO), 0, "seed " + seed);
      } else {
        assertClose(elements, exactlyShrunk(problem), 4e-15, "seed " + seed);
        shrunk++;
      }
    }
    assertThat(shrunk).isBetween(60, 95);
  }

  /** Just past the border of zero, and beside corners: the slope there leads outside. */
  @Test
  void shrinksWhereTheSlopeMisleads() {
    Problem[] problems = {
      Problem.free(new double[] {2, 1}, new double[] {16, 1}),
      new Problem(
          new double[] {4, -4},
          new double[] {16, 4},
          new double[] {-0.00390625, -0.013671875},
          new double[] {INF, INF}),
      new Problem(
          new double[] {3, -3.5, -0.5},
          new double[] {64, 8, 0.5},
          new double[] {-INF, -INF, -0.0078125},
          new double[] {0, INF, INF}),
      new Problem(
          new double[] {-3.5, 3.5, -0.5},
          new double[] {4, 4, 0.03125},
          new double[] {-0.375, -INF, -0.5},
          new double[] {0.125, 0.0078125, INF})
    };
    for (int k = 0; k < problems.length; k++) {
      Elements elements = problems[k].elements();
      elements.shrink();
      assertClose(elements, exactlyShrunk(problems[k]), 1e-13, "problem " + k);
    }
  }

  @Test
  void projectsToTheLastDigits() {
    for (int seed = 0; seed < 96; seed++) {
      Random random = new Random(seed);
      Problem problem = Problem.random(random, 1 + seed % 6, seed % 2);
      double least = 0;
      double most = 0;
      for (int i = 0; i < problem.w.length; i++) {
        double nearest = Math.max(problem.low[i], Math.min(problem.high[i], 0));
        double clipped = Math.max(problem.low[i], Math.min(problem.high[i], problem.w[i]));
        least += nearest * nearest;
        most += clipped * clipped;
      }
      double radius =
          Math.sqrt(least)
              + (0.05 + 0.9 * random.nextDouble()) * (Math.sqrt(most) - Math.sqrt(least));
      Elements elements = problem.elements();
      elements.project(radius);
      assertClose(elements, exactlyProjected(problem, radius), 4e-15, "seed " + seed);
    }
  }
}
