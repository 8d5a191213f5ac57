package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.penalty.Penalty;
import io.descent.reduce.Mergeable;
import java.util.Arrays;

/** How fast gradients can change with θ. */
public final class Smoothness {
  private Smoothness() {}

  /**
   * A bound L of how fast the gradient of one row's cost, with the smooth part of the penalty,
   * changes: c·max (cᵢ/c̄)‖x‖² + λ₂, with c the objective's curvature, cᵢ/c̄ the row's weight by
   * its shard's mean, x with a 1 for an intercept and λ₂ times the largest factor of a weight. One
   * pass over the rows.
   *
   * @return L; +∞ where the objective has no bound, 0 where all rows are 0 and no part is smooth
   */
  public static double bound(ShardedBlocks blocks, Objective objective, Penalty penalty) {
    double curvature = objective.curvature();
    if (curvature == Double.POSITIVE_INFINITY) {
      return curvature;
    }
    ParameterLayout layout = objective.layout();
    boolean intercept = layout.slices().stream().anyMatch(s -> !s.penalised());
    Largest norm = blocks.sum(new double[0], new Norms(intercept ? 1 : 0));
    return (norm == null ? 0 : curvature * norm.value) + steepest(layout, penalty);
  }

  /** The largest second derivative of a penalty of squares. */
  private static double steepest(ParameterLayout layout, Penalty penalty) {
    double[] ones = new double[layout.dimension()];
    double[] gradient = new double[ones.length];
    Arrays.fill(ones, 1);
    for (ParameterLayout.Slice s : layout.slices()) {
      if (s.penalised()) {
        penalty.addGradient(ones, gradient, s.offset(), s.offset() + s.size());
      }
    }
    return Arrays.stream(gradient).max().orElse(0);
  }

  private static final class Norms implements BlockFunction<Largest> {
    private static final long serialVersionUID = 1L;

    private final double more;

    Norms(double more) {
      this.more = more;
    }

    @Override
    public Largest apply(Block block, double[] theta) {
      Rows rows = block.rows();
      double meanWeight = block.meanWeight();
      double[] squares = new double[1];
      double largest = 0;
      for (int i = 0; i < rows.count(); i++) {
        squares[0] = more;
        rows.forEach(i, (column, value) -> squares[0] += value * value);
        if (block.weight(i) > 0) {
          largest = Math.max(largest, squares[0] * (block.weight(i) / meanWeight));
        }
      }
      return new Largest(largest);
    }
  }

  private static final class Largest implements Mergeable<Largest> {
    private static final long serialVersionUID = 1L;

    private final double value;

    Largest(double value) {
      this.value = value;
    }

    @Override
    public Largest merge(Largest right) {
      return value >= right.value ? this : right;
    }
  }
}
