package io.descent.objective;

/**
 * Modified Huber loss (Zhang 2004), for labels 0 and 1: ℓ = 0 where m ≥ 1, (1 − m)² where −1 ≤ m
 * &lt; 1, −4m where m &lt; −1; dℓ/dz = 0, −2s(1 − m), −4s. Differentiable everywhere: at m = −1
 * both pieces have the value 4 and the slope −4s. scikit-learn's {@code modified_huber}, whose
 * probability (clip(z, −1, 1) + 1)/2 is not offered.
 */
public final class ModifiedHuberLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "modified-huber";
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
    double m = label > 0 ? margin : -margin;
    double missing = Math.max(0, 1 - m);
    return m < -1 ? -4 * m : missing * missing;
  }

  @Override
  public double derivative(double margin, double label) {
    double m = label > 0 ? margin : -margin;
    double slope = 2 * Math.min(2, Math.max(0, 1 - m));
    return label > 0 ? -slope : slope;
  }
}
