package io.descent.penalty;

import io.descent.linalg.EffectiveStep;
import org.jspecify.annotations.Nullable;

/**
 * λ₁Σfⱼ|wⱼ| + (λ₂/2)Σfⱼwⱼ²: no penalty, L1, L2 or both, with a factor fⱼ for each feature, 1 unless
 * it is given (as glmnet's {@code penalty.factor}, which rescales them to a mean of 1; here they
 * are taken as they are).
 *
 * <p>L2 is smooth and adds λ₂w to the gradient (MLlib's {@code SquaredL2Updater} for the plain
 * rule, torch's {@code weight_decay}). L1 is the proximal step of soft-thresholding, w ←
 * sign(w)·max(|w| − ηλ₁, 0) (MLlib's {@code L1Updater}), which gives exact zeros. (Vowpal Wabbit
 * and scikit-learn apply a cumulative form of it; spark.ml scales L1 and L2 by α and (1 − α) of one
 * strength.)
 */
public final class ElasticNet implements Penalty {
  private static final long serialVersionUID = 1L;

  private final double l1;
  private final double l2;
  private final double @Nullable [] factors;

  private ElasticNet(double l1, double l2, double @Nullable [] factors) {
    this.l1 = l1;
    this.l2 = l2;
    this.factors = factors;
  }

  /**
   * The penalty.
   *
   * @param l1 λ₁ ≥ 0
   * @param l2 λ₂ ≥ 0
   */
  public static ElasticNet of(double l1, double l2) {
    check("l1", l1);
    check("l2", l2);
    return new ElasticNet(l1, l2, null);
  }

  /**
   * This penalty with a factor for each feature, by which both of its strengths are multiplied; the
   * same in every row of weights where there are several.
   *
   * @param perFeature factors ≥ 0
   */
  public ElasticNet withFactors(double[] perFeature) {
    for (double factor : perFeature) {
      check("a factor", factor);
    }
    return new ElasticNet(l1, l2, perFeature.clone());
  }

  private static void check(String name, double strength) {
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be at least 0 and finite, got " + strength);
    }
  }

  @Override
  public double value(double[] theta, int from, int to) {
    double absolute = 0;
    double squares = 0;
    if (l1 > 0 || l2 > 0) {
      for (int j = from; j < to; j++) {
        double factor = factor(j - from);
        absolute += factor * Math.abs(theta[j]);
        squares += factor * theta[j] * theta[j];
      }
    }
    return l1 * absolute + 0.5 * l2 * squares;
  }

  /** λ₁ times the factor of a weight. */
  public double l1(int index) {
    return l1 * factor(index);
  }

  /** λ₂ times the factor of a weight. */
  public double l2(int index) {
    return l2 * factor(index);
  }

  /** Whether it has a gradient everywhere: λ₁ is 0. */
  public boolean isSmooth() {
    return l1 == 0;
  }

  /** Whether it costs nothing and changes nothing. */
  public boolean isNone() {
    return l1 == 0 && l2 == 0;
  }

  /** Whether all weights have the same strengths. */
  public boolean isUniform() {
    return factors == null;
  }

  private double factor(int index) {
    return factors == null ? 1 : factors[index % factors.length];
  }

  @Override
  public void addGradient(double[] theta, double[] gradient, int from, int to) {
    if (l2 > 0) {
      for (int j = from; j < to; j++) {
        gradient[j] += l2 * factor(j - from) * theta[j];
      }
    }
  }

  @Override
  public void proximalStep(double[] theta, EffectiveStep step, int from, int to) {
    if (l1 > 0) {
      for (int j = from; j < to; j++) {
        double strength = l1 * factor(j - from);
        if (strength == 0) {
          continue;
        }
        double threshold = step.at(j) * strength;
        double magnitude = Math.abs(theta[j]);
        // Written so that NaN stays NaN and is noticed.
        theta[j] = magnitude <= threshold ? 0 : Math.copySign(magnitude - threshold, theta[j]);
      }
    }
  }
}
