package io.descent.penalty;

import java.util.Arrays;

/**
 * Some elements of θ taken together, each with the size of its step and with bounds, and the two
 * problems that penalties solve on them:
 *
 * <ul>
 *   <li>{@link #shrink}: argmin_u ½Σ(uⱼ − wⱼ)²/aⱼ + ‖u‖ within the bounds, where aⱼ is the step's
 *       size times the strength;
 *   <li>{@link #project}: argmin_u ½Σ(uⱼ − wⱼ)²/aⱼ over ‖u‖ ≤ r within the bounds.
 * </ul>
 *
 * <p>Norms are 2-norms. Both are one equation in one unknown that is monotone, solved by Newton's
 * method inside a bracket to the last digits, the same way each time. NaN stays NaN. <b>Not
 * thread-safe.</b>
 */
final class Elements {
  /** After so many steps the bracket is halved each time, so that an end is certain. */
  private static final int NEWTON_STEPS = 60;

  private final double[] values;
  private final double[] sizes;
  private final double[] low;
  private final double[] high;
  private int count;
  private boolean bounded;
  private boolean uniform;

  Elements(int most) {
    values = new double[most];
    sizes = new double[most];
    low = new double[most];
    high = new double[most];
  }

  void clear() {
    count = 0;
    bounded = false;
    uniform = true;
  }

  void add(double value, double size) {
    add(value, size, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  void add(double value, double size, double lower, double upper) {
    values[count] = value;
    sizes[count] = size;
    low[count] = lower;
    high[count] = upper;
    bounded |= lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY;
    uniform &= size == sizes[0];
    count++;
  }

  /** An element, in the order that they were added in. */
  double get(int index) {
    return values[index];
  }

  private double clip(int i, double x) {
    return Box.clip(x, low[i], high[i]);
  }

  /** Moves the elements to where the first problem is least; all are 0 where that is best. */
  void shrink() {
    if (uniform && !bounded) {
      double norm = norm();
      double size = count == 0 ? 0 : sizes[0];
      scale(norm <= size ? 0 : 1 - size / norm);
    } else if (zeroIsBest()) {
      Arrays.fill(values, 0, count, 0);
    } else {
      double norm = shrunkNorm();
      for (int i = 0; i < count; i++) {
        values[i] = shrunk(i, norm);
      }
    }
  }

  private void scale(double factor) {
    for (int i = 0; i < count; i++) {
      // Not -0 and not NaN for an infinite element.
      values[i] = factor == 0 ? 0 : values[i] * factor;
    }
  }

  private double norm() {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += values[i] * values[i];
    }
    return Math.sqrt(squares);
  }

  /** 0 is a solution when the slope away from it in no allowed direction outweighs the norm's. */
  private boolean zeroIsBest() {
    double squares = 0;
    for (int i = 0; i < count; i++) {
      if (low[i] > 0 || high[i] < 0) {
        return false;
      }
      if (clip(i, values[i]) != 0) {
        double slope = values[i] / sizes[i];
        squares += slope * slope;
      }
    }
    return squares <= 1;
  }

  /** The element where the whole has norm r: wⱼ·r/(r + aⱼ), or its bound. */
  private double shrunk(int i, double r) {
    return clip(i, values[i] * (r / (r + sizes[i])));
  }

  /**
   * The r > 0 with ‖u(r)‖ = r. ‖u(r)‖/r never grows with r; without bounds its reciprocal is
   * concave, so that Newton's method from below stays below.
   */
  private double shrunkNorm() {
    double from = 0;
    double least = 0;
    double most = 0;
    for (int i = 0; i < count; i++) {
      double clipped = clip(i, values[i]);
      double nearest = clip(i, 0);
      most += clipped * clipped;
      least += nearest * nearest;
      from = Math.max(from, Math.min(Math.abs(values[i]) - sizes[i], Math.abs(clipped)));
    }
    double lo = Math.max(from, Math.sqrt(least));
    double hi = Math.sqrt(most);
    double r = lo > 0 ? lo : hi / 2;
    for (int step = 0; ; step++) {
      double squares = 0;
      double slope = 0;
      for (int i = 0; i < count; i++) {
        double u = shrunk(i, r);
        double c = u / r;
        squares += c * c;
        slope += c * c / (isClipped(i, u) ? r : r + sizes[i]);
      }
      if (squares >= 1) {
        lo = r;
      } else {
        hi = r;
      }
      double change = squares * (Math.sqrt(squares) - 1) / slope;
      if (Math.abs(change) <= 2 * Math.ulp(r)) {
        return r + change;
      }
      double next = r + change;
      if (!(next > lo && next < hi) || step >= NEWTON_STEPS) {
        next = lo + (hi - lo) / 2;
        if (!(next > lo && next < hi)) {
          return hi;
        }
      }
      r = next;
    }
  }

  private boolean isClipped(int i, double u) {
    return u == low[i] || u == high[i];
  }

  /**
   * Moves the elements to where the second problem is least.
   *
   * @param radius r, not less than the least norm that the bounds allow. Sizes that are 0 or
   *     infinite measure nothing: then all count as 1
   */
  void project(double radius) {
    double[] from = Arrays.copyOf(values, count);
    for (int i = 0; i < count; i++) {
      values[i] = clip(i, values[i]);
    }
    double norm = norm();
    if (!(norm > radius)) {
      return;
    }
    if (norm == Double.POSITIVE_INFINITY) {
      // Beyond the squares of doubles: to be noticed as diverged.
      Arrays.fill(values, 0, count, Double.NaN);
    } else if (uniform && !bounded) {
      scale(radius / norm);
    } else {
      pull(from, radius);
    }
  }

  /** Sets uⱼ = wⱼ/(1 + ν·aⱼ), or its bound, with the ν > 0 that gives ‖u‖ = r. */
  private void pull(double[] from, double radius) {
    normaliseSizes();
    double lo = 0;
    double hi = Double.POSITIVE_INFINITY;
    double nu = 0;
    for (int step = 0; ; step++) {
      double slope = 0;
      for (int i = 0; i < count; i++) {
        double weight = 1 + nu * sizes[i];
        double u = clip(i, from[i] / weight);
        values[i] = u;
        slope += isClipped(i, u) ? 0 : u * u * (sizes[i] / weight);
      }
      double norm = norm();
      if (norm > radius) {
        lo = nu;
      } else {
        hi = nu;
      }
      // Newton's step for 1/‖u(ν)‖ = 1/r.
      double change = (norm - radius) / radius * (norm * norm / slope);
      if (Math.abs(change) <= 2 * Math.ulp(nu) || norm == radius) {
        return;
      }
      double next = nu + change;
      if (!(next > lo && next < hi) || step >= NEWTON_STEPS) {
        next = hi < Double.POSITIVE_INFINITY ? lo + (hi - lo) / 2 : Math.max(1, 2 * lo);
        if (!(next > lo && next < hi)) {
          return;
        }
      }
      nu = next;
    }
  }

  /** Only the ratios of sizes count. */
  private void normaliseSizes() {
    double largest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, sizes[i]);
      least = Math.min(least, sizes[i]);
    }
    boolean measures = least > 0 && largest < Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      sizes[i] = measures ? sizes[i] / largest : 1;
    }
  }
}
