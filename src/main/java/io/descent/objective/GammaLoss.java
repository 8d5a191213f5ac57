package io.descent.objective;

import io.descent.linalg.Exponential;

/**
 * Half the gamma deviance with log link, μ = e^z: ℓ = y·e^(−z) + z − 1 − log y, at least 0, dℓ/dz =
 * 1 − y·e^(−z). Labels are numbers above 0, such as amounts and durations. What is predicted is the
 * mean μ. As in scikit-learn's {@code GammaRegressor}.
 *
 * <p>With v = log y − z the value is e^v − 1 − v and the derivative 1 − e^v, which do not cancel
 * where the prediction is good. Where y·e^(−z) is beyond the range of a double, the value is +∞ and
 * the derivative −∞.
 */
public final class GammaLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "gamma";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.POSITIVE;
  }

  @Override
  public boolean hasDeviance() {
    return true;
  }

  @Override
  public double value(double margin, double label) {
    double v = StrictMath.log(label) - margin;
    return valueOf(v, StrictMath.expm1(v));
  }

  @Override
  public double derivative(double margin, double label) {
    return -StrictMath.expm1(StrictMath.log(label) - margin);
  }

  @Override
  public double count(double margin, double label, double rowWeight, LossCounter into) {
    double v = StrictMath.log(label) - margin;
    double relative = StrictMath.expm1(v);
    into.count(rowWeight, valueOf(v, relative));
    return -relative;
  }

  /** The value, given e^v − 1. */
  private static double valueOf(double v, double relative) {
    return Math.max(0, relative - v);
  }

  @Override
  public double predict(double margin) {
    return Exponential.of(margin);
  }
}
