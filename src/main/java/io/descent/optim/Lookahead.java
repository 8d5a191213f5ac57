package io.descent.optim;

import io.descent.linalg.EffectiveStep;

/**
 * Look-ahead around a rule (Zhang et al. 2019): after every k updates θ ← φ + α(θ − φ), where φ are
 * the slow weights, θ as it was k updates ago. The slow weights are taken after the proximal step
 * that ends a round, else the penalty would act on them with the wrong size. Effective step: the
 * rule's, times α in an update that ends a round.
 */
public final class Lookahead extends Around {
  private static final long serialVersionUID = 1L;
  private static final String GRAMMAR =
      "K:ALPHA, with an integer K of at least 1 and ALPHA in (0, 1]";

  private final int every;
  private final double alpha;

  private Lookahead(UpdateRule inner, int every, double alpha) {
    super(inner);
    this.every = every;
    this.alpha = alpha;
  }

  /**
   * A rule with look-ahead.
   *
   * @param every k ≥ 1 updates
   * @param alpha α in (0, 1]
   */
  public static Lookahead of(UpdateRule inner, int every, double alpha) {
    if (every < 1 || !(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "look-ahead is " + GRAMMAR + ", got " + every + ":" + alpha);
    }
    return new Lookahead(inner, every, alpha);
  }

  /**
   * A rule with the look-ahead of a text, {@code k:alpha}.
   *
   * @throws IllegalArgumentException showing the form
   */
  public static Lookahead parse(UpdateRule inner, String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 2
        && parts[0].matches("[0-9]{1,9}")
        && parts[1].matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
      return of(inner, Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    }
    throw new IllegalArgumentException("look-ahead is " + GRAMMAR + ", got " + text);
  }

  /** What {@link #parse} takes, in words. */
  public static String grammar() {
    return GRAMMAR;
  }

  @Override
  public String name() {
    return "lookahead(" + inner().name() + ")";
  }

  private String slow() {
    return "slow-" + inner().name();
  }

  @Override
  public Slots init(int dimension) {
    return super.init(dimension).with(slow(), dimension);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] slow = slots.get(slow());
    if ((t - 1) % every == 0) {
      System.arraycopy(theta, 0, slow, 0, theta.length);
    }
    super.apply(gradient, rate, theta, slots, t, out);
    if (t % every == 0) {
      for (int j = 0; j < theta.length; j++) {
        theta[j] = slow[j] + alpha * (theta[j] - slow[j]);
      }
      out.scale(alpha);
    }
  }
}
