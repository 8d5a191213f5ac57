package io.descent.train;

import java.util.Arrays;

/**
 * What {@link GuardedRounds} know from one to the next. It lies behind the model in θ: the best
 * point that was seen, and five numbers. <b>Not thread-safe.</b>
 */
final class Course {
  /** How many numbers there are. */
  static final int NUMBERS = 5;

  /** In place of a value that is not known; all of θ is finite. */
  private static final double UNKNOWN = Double.MAX_VALUE;

  /** In place of a damping: rounds are made by corrected updates. */
  private static final double FIRST_ORDER = -2;

  /** In place of a damping: the next round is the first with second derivatives. */
  private static final double TURNING = -1;

  private double[] best;
  private double value = UNKNOWN;
  private double damping;
  private double gain;
  private double rate;
  private double mostRate;

  private Course(double[] best) {
    this.best = best;
  }

  /**
   * Before the first round.
   *
   * @param secondOrder whether it begins with second derivatives
   */
  static Course start(double[] model, boolean secondOrder, double rate, double mostRate) {
    Course course = new Course(model);
    course.damping = secondOrder ? TURNING : FIRST_ORDER;
    course.rate = rate;
    course.mostRate = mostRate;
    return course;
  }

  /** What stands behind a model of d elements. */
  static Course of(double[] theta, int d) {
    Course course = new Course(Arrays.copyOfRange(theta, d, 2 * d));
    int at = 2 * d;
    course.value = theta[at++];
    course.damping = theta[at++];
    course.gain = theta[at++];
    course.rate = theta[at++];
    course.mostRate = theta[at];
    return course;
  }

  /** Writes it behind the model. */
  void writeTo(double[] theta) {
    int d = best.length;
    System.arraycopy(best, 0, theta, d, d);
    int at = 2 * d;
    theta[at++] = value;
    theta[at++] = damping;
    theta[at++] = gain;
    theta[at++] = rate;
    theta[at] = mostRate;
  }

  double[] best() {
    return best;
  }

  /** F at the best point, and above all that F may be where the model itself is the best point. */
  double value() {
    return value;
  }

  /** Whether the model is at a point whose F no pass has seen yet. */
  boolean isAhead() {
    return value != UNKNOWN;
  }

  /** Whether rounds are made by corrected updates. */
  boolean isFirstOrder() {
    return damping == FIRST_ORDER;
  }

  /** Whether a damping is known. */
  boolean isSecondOrder() {
    return damping >= 0;
  }

  /** μ of the next step; 0 where none is known. */
  double damping() {
    return Math.max(0, damping);
  }

  /** What the last corrected round gained; 0 where it is not known. */
  double gain() {
    return gain;
  }

  /** η of the next corrected round. */
  double rate() {
    return rate;
  }

  /** Corrected updates have led down and may be faster. */
  void faster(double times) {
    rate = Math.min(mostRate, times * rate);
  }

  /**
   * The model goes to where corrected updates end.
   *
   * @param last whether no more are to be made
   */
  void correct(double[] snapshot, double valueThere, double gained, boolean last) {
    best = snapshot;
    value = valueThere;
    gain = gained;
    damping = last ? TURNING : FIRST_ORDER;
  }

  /**
   * Corrected updates have led up: the model goes back to the best point.
   *
   * @param slower by how much they are to be slower from now on
   * @param last whether no more are to be made
   */
  void turnBack(double slower, boolean last) {
    value = UNKNOWN;
    gain = 0;
    rate /= slower;
    mostRate = rate;
    damping = last ? TURNING : FIRST_ORDER;
  }

  /** The model goes beyond the best point. */
  void goAhead(double[] from, double valueThere, double dampedBy) {
    best = from;
    value = valueThere;
    damping = dampedBy;
  }

  /** The model is the best point. */
  void stay(double[] at) {
    best = at;
    value = UNKNOWN;
  }

  /** The model is the best point. */
  void stay(double[] at, double dampedBy) {
    stay(at);
    damping = dampedBy;
  }

  /** The model goes back to the best point. */
  void turnBack(double dampedBy) {
    value = UNKNOWN;
    damping = dampedBy;
  }
}
