package io.descent.objective;

import io.descent.linalg.Exponential;

/**
 * Half the Poisson deviance with log link, μ = e^z: ℓ = e^z − y·z + y·log y − y, at least 0 (0·log
 * 0 = 0), dℓ/dz = e^z − y. Labels are numbers of at least 0, such as counts and rates. What is
 * predicted is the mean μ.
 *
 * <p>The negative log likelihood up to a term of the labels alone, as in scikit-learn's {@code
 * PoissonRegressor}. Vowpal Wabbit's {@code poisson} reports twice this value but steps with the
 * same derivative. With u = z − log y the value is y(e^u − 1 − u), which does not cancel where the
 * prediction is good. Beyond z = 709.78 value and derivative are +∞.
 */
public final class PoissonLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.NON_NEGATIVE;
  }

  @Override
  public boolean hasDeviance() {
    return true;
  }

  @Override
  public double value(double margin, double label) {
    return valueOf(margin, label, Exponential.of(margin));
  }

  @Override
  public double derivative(double margin, double label) {
    return Exponential.of(margin) - label;
  }

  @Override
  public double secondDerivative(double margin, double label) {
    return Exponential.of(margin);
  }

  @Override
  public double count(double margin, double label, double rowWeight, LossCounter into) {
    double mean = Exponential.of(margin);
    into.count(rowWeight, valueOf(margin, label, mean));
    return mean - label;
  }

  /** The value, given e^z. */
  private static double valueOf(double margin, double label, double mean) {
    if (label == 0 || mean == Double.POSITIVE_INFINITY) {
      return mean;
    }
    double u = margin - StrictMath.log(label);
    if (u > 1) {
      // e^u may overflow where e^z does not, and here nothing cancels.
      return mean - label * (1 + u);
    }
    return label * Math.max(0, StrictMath.expm1(u) - u);
  }

  @Override
  public double predict(double margin) {
    return Exponential.of(margin);
  }
}
