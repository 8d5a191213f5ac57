package io.descent.bench.kernel;

import io.descent.bench.SparseBench;
import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.optim.Adagrad;
import io.descent.optim.LearningRates;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRule;
import io.descent.penalty.ElasticNet;
import io.descent.train.GradientSource;
import io.descent.train.LocalEngine;
import io.descent.train.LocalSteps;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Logistic regression on the sparse rows of {@link SparseBench}, on one core: the gradient of all
 * of them, and an epoch of updates row by row.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SparsePass {
  private static final Draw DRAW = new Draw(1, 0);

  @Param("100000")
  public int rows;

  /** {@code gradient}, or the rule of the updates. */
  @Param({"gradient", "sgd", "adagrad"})
  public String what;

  /** λ₁ and λ₂. */
  @Param("0")
  public double strength;

  private final LocalEngine engine = LocalEngine.of(1);
  private final LinearObjective objective =
      LinearObjective.of(new LogisticLoss(), SparseBench.FEATURES, true);
  private Block block;
  private GradientSum sum;
  private double[] theta;
  private GradientSource updates;
  private long step;

  /** Makes the rows. */
  @Setup
  public void prepare() {
    block = SparseBench.block(rows);
    theta = new double[SparseBench.FEATURES + 1];
    sum = GradientSum.of(theta.length);
    if (!what.equals("gradient")) {
      UpdateRule rule = what.equals("sgd") ? new Sgd() : Adagrad.of(1e-10);
      updates =
          LocalSteps.of(
              engine.blocks(List.of(block)),
              objective,
              rule,
              LearningRates.constant(0.5),
              ElasticNet.of(strength, strength),
              1,
              rows,
              1);
      theta = updates.start(theta);
    }
  }

  @TearDown
  public void close() {
    engine.close();
  }

  /** A pass over all rows. */
  @Benchmark
  public Object pass() {
    if (updates != null) {
      return updates.gradient(theta, step++);
    }
    sum.clear();
    objective.accumulate(block, Selection.all(rows), theta, DRAW, sum);
    return sum;
  }
}
