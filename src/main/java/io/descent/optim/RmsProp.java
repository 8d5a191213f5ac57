package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * RMSprop (Tieleman and Hinton 2012) in the form of torch.optim.RMSprop: v ← α·v + (1 − α)·g², d =
 * √v + ε, θ ← θ − η·g/d. Centered: ḡ ← α·ḡ + (1 − α)·g and d = √(v − ḡ²) + ε, the difference taken
 * as 0 where rounding makes it negative. With momentum: u ← μ·u + g/d, θ ← θ − η·u. (optax puts ε
 * inside the root and η inside the momentum.) Effective step of a coordinate: η/d; with momentum
 * η·k, where k ← μ·k + 1/d.
 */
public final class RmsProp implements UpdateRule {
  private static final long serialVersionUID = 1L;
  private static final String SQUARES = "squares";
  private static final String MEAN = "mean";
  private static final String BUFFER = "momentum";
  private static final String WEIGHTS = "weights";

  private final double alpha;
  private final double epsilon;
  private final double mu;
  private final boolean centered;

  private RmsProp(double alpha, double epsilon, double mu, boolean centered) {
    this.alpha = alpha;
    this.epsilon = epsilon;
    this.mu = mu;
    this.centered = centered;
  }

  /**
   * The rule.
   *
   * @param alpha α in [0, 1)
   * @param epsilon ε &gt; 0
   * @param momentum μ in [0, 1)
   * @param centered whether the squared mean of gradients is subtracted
   */
  public static RmsProp of(double alpha, double epsilon, double momentum, boolean centered) {
    return new RmsProp(
        Check.fraction("decay", alpha),
        Check.positive("epsilon", epsilon),
        Check.fraction("momentum", momentum),
        centered);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public Slots init(int dimension) {
    Slots slots = Slots.none().with(SQUARES, dimension);
    if (centered) {
      slots = slots.with(MEAN, dimension);
    }
    return mu > 0 ? slots.with(BUFFER, dimension).with(WEIGHTS, dimension) : slots;
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] v = slots.get(SQUARES);
    double[] mean = centered ? slots.get(MEAN) : v;
    double[] step = out.each(theta.length);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      v[j] = alpha * v[j] + (1 - alpha) * g * g;
      double spread = v[j];
      if (centered) {
        mean[j] = alpha * mean[j] + (1 - alpha) * g;
        spread = Math.max(0, v[j] - mean[j] * mean[j]);
      }
      step[j] = 1 / (Math.sqrt(spread) + epsilon);
    }
    if (mu > 0) {
      move(gradient, rate, theta, slots.get(BUFFER), slots.get(WEIGHTS), step);
    } else {
      for (int j = 0; j < theta.length; j++) {
        step[j] *= rate;
        theta[j] -= step[j] * gradient[j];
      }
    }
  }

  private void move(
      double[] gradient, double rate, double[] theta, double[] u, double[] k, double[] step) {
    for (int j = 0; j < theta.length; j++) {
      u[j] = mu * u[j] + step[j] * gradient[j];
      k[j] = mu * k[j] + step[j];
      theta[j] -= rate * u[j];
      step[j] = rate * k[j];
    }
  }
}
