package io.descent.sample;

/**
 * Draws from the binomial distribution by inversion of one uniform number: how many of n
 * independent trials succeed. Probabilities are right to about 10⁻¹¹ relatively, and {@code
 * StrictMath} makes every draw the same on every machine.
 *
 * <p>Where n·p is below 10 the probabilities are added from 0 up; else from the mode outwards, to
 * both sides in turn, from the mode's own by Stirling's series in the saddle-point form (Loader,
 * "Fast and accurate computation of binomial probabilities", 2000), in O(√(np(1−p))) on average.
 */
final class Binomial {
  private static final double FEW = 10;

  private Binomial() {}

  /**
   * A draw.
   *
   * @param random gives one number, or none where the result is certain
   * @param n trials ≥ 0
   * @param p probability of success in [0, 1]
   */
  static long draw(SplitMix random, long n, double p) {
    if (n == 0 || !(p > 0)) {
      return 0;
    }
    if (!(p < 1)) {
      return n;
    }
    return inverse(random.unit(), n, p);
  }

  /**
   * The value with which the probabilities, added in their order, reach u. For p above ½ failures
   * are counted. What rounding leaves of a u near 1 falls to the last value added from 0, or to the
   * mode.
   *
   * @param u in (0, 1]
   * @param n trials ≥ 1
   * @param p probability of success in (0, 1)
   */
  static long inverse(double u, long n, double p) {
    if (p > 0.5) {
      return n - inverse(u, n, 1 - p);
    }
    return n * p < FEW ? fromZero(u, n, p) : fromMode(u, n, p);
  }

  private static long fromZero(double u, long n, double p) {
    double odds = p / (1 - p);
    double probability = StrictMath.exp(n * StrictMath.log1p(-p));
    double left = u - probability;
    long successes = 0;
    while (left > 0 && successes < n && probability > 0) {
      probability *= odds * (n - successes) / (successes + 1);
      successes++;
      left -= probability;
    }
    return successes;
  }

  private static long fromMode(double u, long n, double p) {
    double odds = p / (1 - p);
    long mode = (long) ((n + 1.0) * p);
    double atMode = probability((double) mode, (double) n, p);
    double below = atMode;
    double above = atMode;
    long low = mode;
    long high = mode;
    double left = u - atMode;
    // Beyond 0 and n the factors are 0, and so are the probabilities from there on.
    while (left > 0 && (below > 0 || above > 0)) {
      above *= odds * (n - high) / (high + 1);
      high++;
      left -= above;
      if (!(left > 0)) {
        return high;
      }
      below *= low / (odds * (n - low + 1));
      low--;
      left -= below;
      if (!(left > 0)) {
        return low;
      }
    }
    return mode;
  }

  /** P(X = x) for 0 &lt; x &lt; n, both well above 0. */
  private static double probability(double x, double n, double p) {
    double y = n - x;
    double exponent =
        series(n) - series(x) - series(y) - deviance(x, n * p) - deviance(y, n * (1 - p));
    return StrictMath.exp(exponent) * StrictMath.sqrt(n / (2 * StrictMath.PI * x * y));
  }

  /** log n! − (n + ½) log n + n − ½ log 2π, to 10⁻¹² from 10 up. */
  private static double series(double n) {
    double s = 1 / (n * n);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s / 1680))) / n;
  }

  /** x log(x/mean) + mean − x, where x is within about 1 of the mean. */
  private static double deviance(double x, double mean) {
    double d = (x - mean) / mean;
    return x * StrictMath.log1p(d) - mean * d;
  }
}
