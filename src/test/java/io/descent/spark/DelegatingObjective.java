package io.descent.spark;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.objective.Draw;
import io.descent.objective.GradientSum;
import io.descent.objective.LabelDomain;
import io.descent.objective.LossSum;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.objective.Predictions;

/** An objective that something happens to after it has added the gradients of a block. */
final class DelegatingObjective implements Objective {
  private static final long serialVersionUID = 1L;

  /** What happens, in the task that holds the block. */
  @FunctionalInterface
  interface Event extends java.io.Serializable {
    void after(Block block, long step);
  }

  private final Objective inner;
  private final Event event;

  DelegatingObjective(Objective inner, Event event) {
    this.inner = inner;
    this.event = event;
  }

  @Override
  public ParameterLayout layout() {
    return inner.layout();
  }

  @Override
  public LabelDomain labelDomain() {
    return inner.labelDomain();
  }

  @Override
  public void accumulate(Block block, Selection rows, double[] theta, Draw draw, GradientSum into) {
    inner.accumulate(block, rows, theta, draw, into);
    event.after(block, draw.step());
  }

  @Override
  public void evaluate(Block block, double[] theta, LossSum into) {
    inner.evaluate(block, theta, into);
  }

  @Override
  public Predictions predictions(int rows) {
    return inner.predictions(rows);
  }

  @Override
  public void predict(Block block, double[] theta, Predictions out) {
    inner.predict(block, theta, out);
  }
}
