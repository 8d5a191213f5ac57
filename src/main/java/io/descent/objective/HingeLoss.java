package io.descent.objective;

/**
 * Hinge loss of the linear support vector machine: ℓ = max(0, 1 − m), dℓ/dz = −s where m &lt; 1 and
 * 0 elsewhere, for labels 0 and 1. At the kink m = 1 the subgradient is 0, as in MLlib and Vowpal
 * Wabbit (scikit-learn takes −s).
 */
public final class HingeLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "hinge";
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
    return Math.max(0, 1 - (label > 0 ? margin : -margin));
  }

  @Override
  public double derivative(double margin, double label) {
    double m = label > 0 ? margin : -margin;
    if (m < 1) {
      return label > 0 ? -1 : 1;
    }
    return m >= 1 ? 0 : Double.NaN;
  }
}
