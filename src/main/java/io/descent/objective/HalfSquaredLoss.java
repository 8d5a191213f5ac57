package io.descent.objective;

/**
 * Half squared error: ℓ = ½r², dℓ/dz = r, with the residual r = z − y. Labels are any finite
 * numbers. scikit-learn's {@code squared_error} of SGD is the same; Vowpal Wabbit's {@code squared}
 * has no ½ and is linear outside the range of the labels seen.
 */
public final class HalfSquaredLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "squared";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.REAL;
  }

  @Override
  public double curvature() {
    return 1;
  }

  @Override
  public double value(double margin, double label) {
    double residual = margin - label;
    return 0.5 * residual * residual;
  }

  @Override
  public double derivative(double margin, double label) {
    return margin - label;
  }

  @Override
  public double secondDerivative(double margin, double label) {
    return 1;
  }
}
