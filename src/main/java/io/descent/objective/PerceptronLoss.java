package io.descent.objective;

/**
 * Perceptron loss (Rosenblatt 1958): ℓ = max(0, −m), dℓ/dz = −s where m ≤ 0 and 0 elsewhere, for
 * labels 0 and 1. At the kink m = 0 the subgradient is −s: with 0 there, a training that begins at
 * θ = 0 would never leave it. scikit-learn's {@code perceptron}.
 */
public final class PerceptronLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "perceptron";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.BINARY;
  }

  @Override
  public boolean isSmooth() {
    return false;
  }

  @Override
  public double value(double margin, double label) {
    return Math.max(0, label > 0 ? -margin : margin);
  }

  @Override
  public double derivative(double margin, double label) {
    double m = label > 0 ? margin : -margin;
    if (m <= 0) {
      return label > 0 ? -1 : 1;
    }
    return m > 0 ? 0 : Double.NaN;
  }
}
