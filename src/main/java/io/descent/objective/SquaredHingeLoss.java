package io.descent.objective;

/**
 * Squared hinge loss, without a ½: ℓ = max(0, 1 − m)², dℓ/dz = −2s·max(0, 1 − m), for labels 0 and
 * 1. Differentiable everywhere. scikit-learn's {@code squared_hinge} and liblinear's L2 loss are
 * the same.
 */
public final class SquaredHingeLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "squared-hinge";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.BINARY;
  }

  @Override
  public double curvature() {
    return 2;
  }

  @Override
  public double value(double margin, double label) {
    double missing = Math.max(0, 1 - (label > 0 ? margin : -margin));
    return missing * missing;
  }

  @Override
  public double derivative(double margin, double label) {
    double twice = 2 * Math.max(0, 1 - (label > 0 ? margin : -margin));
    return label > 0 ? -twice : twice;
  }
}
