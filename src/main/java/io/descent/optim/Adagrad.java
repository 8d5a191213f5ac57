package io.descent.optim;

import io.descent.linalg.CsrRows;
import io.descent.linalg.EffectiveStep;
import io.descent.linalg.WeightOrder;
import java.util.Arrays;

/**
 * Adagrad (Duchi et al. 2011) in the form of torch.optim.Adagrad: s ← s + g², θ ← θ − η_t·g/(√s +
 * ε), with η_t = η/(1 + (t − 1)·κ). ε stands outside the root (optax: inside). The sum never
 * decays: a moving average instead would be {@link RmsProp}. Effective step of a coordinate:
 * η_t/(√s + ε).
 */
public final class Adagrad implements SparseRule {
  private static final long serialVersionUID = 1L;
  private static final String SQUARES = "squares";

  private final double epsilon;
  private final double rateDecay;
  private final double initial;

  private Adagrad(double epsilon, double rateDecay, double initial) {
    this.epsilon = epsilon;
    this.rateDecay = rateDecay;
    this.initial = initial;
  }

  /** The rule, s beginning at 0 and κ = 0. */
  public static Adagrad of(double epsilon) {
    return of(epsilon, 0, 0);
  }

  /**
   * The rule.
   *
   * @param epsilon ε &gt; 0
   * @param rateDecay κ ≥ 0, torch's {@code lr_decay}
   * @param initial what s begins with, ≥ 0
   */
  public static Adagrad of(double epsilon, double rateDecay, double initial) {
    return new Adagrad(
        Check.positive("epsilon", epsilon),
        Check.notNegative("decay of the rate", rateDecay),
        Check.notNegative("initial sum of squares", initial));
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Slots init(int dimension) {
    double[] squares = new double[dimension];
    Arrays.fill(squares, initial);
    return Slots.none().with(SQUARES, squares);
  }

  @Override
  public void apply(
      double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
    double[] s = slots.get(SQUARES);
    double[] step = out.each(theta.length);
    double eta = rateOf(rate, t);
    for (int j = 0; j < theta.length; j++) {
      s[j] += gradient[j] * gradient[j];
      step[j] = eta / (Math.sqrt(s[j]) + epsilon);
      theta[j] -= step[j] * gradient[j];
    }
  }

  private double rateOf(double rate, long t) {
    return rate / (1 + (t - 1) * rateDecay);
  }

  @Override
  public SparseUpdates on(double[] theta, Slots memory, WeightOrder order) {
    return new OnRows(theta, memory.get(SQUARES), order);
  }

  private final class OnRows implements SparseUpdates {
    private final double[] theta;
    private final double[] squares;
    private final WeightOrder order;
    private final double[] g;
    private final double[] steps;

    OnRows(double[] theta, double[] squares, WeightOrder order) {
      this.theta = theta;
      this.squares = squares;
      this.order = order;
      this.g = order.room();
      this.steps = order.room();
    }

    @Override
    public double rateOf(double rate, long t) {
      return Adagrad.this.rateOf(rate, t);
    }

    @Override
    public void applyRow(CsrRows rows, int row, double[] scales, double rate) {
      order.adagrad(rows, row, scales, rate, epsilon, theta, squares, g, steps);
    }

    @Override
    public void applyElement(int j, double g, double rate) {
      squares[j] += g * g;
      theta[j] -= rate / (Math.sqrt(squares[j]) + epsilon) * g;
    }

    @Override
    public double stepOf(int j) {
      return 1 / (Math.sqrt(squares[j]) + epsilon);
    }

    @Override
    public void stepsOf(CsrRows rows, int row, int first, int count, double[] into) {
      order.gather(rows, row, first, count, squares, into);
      for (int k = 0; k < count * order.margins(); k++) {
        into[k] = 1 / (Math.sqrt(into[k]) + epsilon);
      }
    }
  }
}
