package io.descent.objective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Expectile loss (Newey and Powell 1987), r = z − y: ℓ = a·r², dℓ/dz = 2a·r, with a = q where y
 * &gt; z and 1 − q elsewhere. Its minimum is the q-expectile of the labels, 0 &lt; q &lt; 1; q
 * weighs <em>under</em>-prediction, and q = ½ gives half the squared error, so the mean. Labels are
 * any finite numbers. In Vowpal Wabbit's {@code expectile} q weighs over-prediction: its q is 1 − q
 * here.
 */
public final class ExpectileLoss implements Loss {
  private static final long serialVersionUID = 1L;

  /** The name of its parameter. */
  public static final String Q = "expectile";

  private final double q;

  private ExpectileLoss(double q) {
    this.q = q;
  }

  /**
   * The loss with a certain q.
   *
   * @throws IllegalArgumentException unless it is in (0, 1)
   */
  public static ExpectileLoss of(double q) {
    if (!(q > 0 && q < 1)) {
      throw new IllegalArgumentException("expectile must be in (0, 1), got " + q);
    }
    return new ExpectileLoss(q);
  }

  @Override
  public String name() {
    return "expectile";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.REAL;
  }

  @Override
  public SortedMap<String, Double> parameters() {
    return new TreeMap<>(Map.of(Q, q));
  }

  @Override
  public Loss with(String parameter, double number) {
    return parameter.equals(Q) ? of(number) : Loss.super.with(parameter, number);
  }

  private double weight(double margin, double label) {
    return label > margin ? q : 1 - q;
  }

  @Override
  public double curvature() {
    return 2 * Math.max(q, 1 - q);
  }

  @Override
  public double value(double margin, double label) {
    double r = margin - label;
    return weight(margin, label) * r * r;
  }

  @Override
  public double derivative(double margin, double label) {
    return 2 * weight(margin, label) * (margin - label);
  }
}
