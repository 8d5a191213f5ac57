package io.descent.bench.kernel;

import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.Losses;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The gradient of a linear model over dense rows, as a shard's task takes it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DensePass {
  private static final Draw DRAW = new Draw(1, 0);

  @Param("squared")
  public String loss;

  private LinearObjective objective;
  private GradientSum sum;

  /** Makes what a task has before its rows. */
  @Setup
  public void prepare(DenseData data) {
    objective = LinearObjective.of(Losses.byName(loss), data.width, false);
    sum = GradientSum.of(data.width);
  }

  /** A pass over the selected rows. */
  @Benchmark
  public GradientSum pass(DenseData data) {
    sum.clear();
    objective.accumulate(data.block, data.selection, data.theta, DRAW, sum);
    return sum;
  }
}
