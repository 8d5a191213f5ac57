package io.descent.penalty;

import io.descent.linalg.EffectiveStep;
import org.jspecify.annotations.Nullable;

/** Puts penalties together. */
public final class Penalties {
  private Penalties() {}

  /** No penalty. */
  public static Penalty none() {
    return ElasticNet.of(0, 0);
  }

  /**
   * The sum of penalties under constraints, in the order in which one step after the other is the
   * step of all: soft-thresholding keeps signs, so that it may come before the shrinking of groups
   * and before a projection; bounds are taken into the step of the groups or of the max-norm where
   * there is one, and else clip last.
   *
   * @param net L1 and L2
   * @param groups a group lasso, or null
   * @param box bounds, or null
   * @param ball a max-norm, or null
   * @throws IllegalArgumentException for a group lasso with a max-norm, whose step together has no
   *     such form, and for bounds that a max-norm does not allow
   */
  public static Penalty of(
      ElasticNet net, @Nullable GroupLasso groups, @Nullable Box box, @Nullable MaxNorm ball) {
    if (groups != null && ball != null) {
      throw new IllegalArgumentException("a group lasso and a max-norm exclude each other");
    }
    if (groups != null) {
      return new Both(net, box == null ? groups : groups.within(box));
    }
    if (ball != null) {
      return new Both(net, box == null ? ball : ball.within(box));
    }
    return box == null ? net : new Both(net, box);
  }

  /** Two penalties, one step after the other. */
  private static final class Both implements Penalty {
    private static final long serialVersionUID = 1L;

    private final Penalty first;
    private final Penalty second;

    Both(Penalty first, Penalty second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public double value(double[] theta, int from, int to) {
      return first.value(theta, from, to) + second.value(theta, from, to);
    }

    @Override
    public void addGradient(double[] theta, double[] gradient, int from, int to) {
      first.addGradient(theta, gradient, from, to);
      second.addGradient(theta, gradient, from, to);
    }

    @Override
    public void proximalStep(double[] theta, EffectiveStep step, int from, int to) {
      first.proximalStep(theta, step, from, to);
      second.proximalStep(theta, step, from, to);
    }
  }
}
