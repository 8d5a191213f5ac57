package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.penalty.Penalty;
import io.descent.reduce.Mergeable;
import java.util.Arrays;

/**
 * How fast gradients can change with θ, and what it takes to find out how fast they do.
 *
 * @param bound L, of how fast the gradient of one row's cost, with the smooth part of the penalty,
 *     changes: c·max (cᵢ/c̄)‖x‖² + λ₂, with c the objective's curvature, cᵢ/c̄ the row's weight by
 *     its shard's mean, x with a 1 for an intercept and λ₂ times the largest factor of a weight; +∞
 *     where the objective has no bound, 0 where all rows are 0 and no part is smooth
 * @param mean L̄, the same with the mean of the rows in place of the largest; the gradient of all
 *     rows changes no faster
 * @param pairs Σm², m the values of a row that are stored, with a 1 for an intercept
 */
public record Smoothness(double bound, double mean, double pairs) {
  /** Of rows and what they cost, by one pass over the rows. */
  public static Smoothness of(ShardedBlocks blocks, Objective objective, Penalty penalty) {
    double curvature = objective.curvature();
    ParameterLayout layout = objective.layout();
    boolean intercept = layout.slices().stream().anyMatch(s -> !s.penalised());
    Norms.Sum sum = blocks.sum(new double[0], new Norms(intercept ? 1 : 0));
    double steepest = steepest(layout, penalty);
    if (sum == null) {
      return new Smoothness(steepest, steepest, 0);
    }
    if (curvature == Double.POSITIVE_INFINITY) {
      return new Smoothness(curvature, curvature, sum.pairs);
    }
    return new Smoothness(
        curvature * sum.largest + steepest,
        curvature * (sum.total / blocks.shards().rows()) + steepest,
        sum.pairs);
  }

  /** The largest second derivative of a penalty of squares. */
  private static double steepest(ParameterLayout layout, Penalty penalty) {
    double[] ones = new double[layout.dimension()];
    double[] gradient = new double[ones.length];
    Arrays.fill(ones, 1);
    SlicedPenalty.of(penalty, layout).addGradient(ones, gradient);
    return Arrays.stream(gradient).max().orElse(0);
  }

  private static final class Norms implements BlockFunction<Norms.Sum> {
    private static final long serialVersionUID = 1L;

    private final int more;

    Norms(int more) {
      this.more = more;
    }

    @Override
    public Sum apply(Block block, double[] theta) {
      Rows rows = block.rows();
      double meanWeight = block.meanWeight();
      double[] squares = new double[1];
      double largest = 0;
      double total = 0;
      double pairs = 0;
      for (int i = 0; i < rows.count(); i++) {
        squares[0] = more;
        double entries = more + rows.entries(i);
        pairs += entries * entries;
        rows.forEach(i, (column, value) -> squares[0] += value * value);
        if (block.weight(i) > 0) {
          double square = squares[0] * (block.weight(i) / meanWeight);
          largest = Math.max(largest, square);
          total += square;
        }
      }
      return new Sum(largest, total, pairs);
    }

    private static final class Sum implements Mergeable<Sum> {
      private static final long serialVersionUID = 1L;

      private final double largest;
      private final double total;
      private final double pairs;

      Sum(double largest, double total, double pairs) {
        this.largest = largest;
        this.total = total;
        this.pairs = pairs;
      }

      @Override
      public Sum merge(Sum right) {
        return new Sum(Math.max(largest, right.largest), total + right.total, pairs + right.pairs);
      }
    }
  }
}
