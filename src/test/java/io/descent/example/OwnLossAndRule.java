package io.descent.example;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.EffectiveStep;
import io.descent.objective.LabelDomain;
import io.descent.objective.LinearObjective;
import io.descent.objective.Loss;
import io.descent.optim.LearningRates;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.penalty.ElasticNet;
import io.descent.sample.FullSampler;
import io.descent.train.LocalEngine;
import io.descent.train.SampledGradient;
import io.descent.train.StepListener;
import io.descent.train.StopRule;
import io.descent.train.Trainer;
import java.util.List;

public final class OwnLossAndRule {
  /** ℓ = log cosh(z − y). */
  static final class LogCosh implements Loss {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "log-cosh";
    }

    @Override
    public LabelDomain labelDomain() {
      return LabelDomain.REAL;
    }

    @Override
    public double value(double margin, double label) {
      double r = Math.abs(margin - label);
      return r + StrictMath.log1p(StrictMath.exp(-2 * r)) - StrictMath.log(2);
    }

    @Override
    public double derivative(double margin, double label) {
      return StrictMath.tanh(margin - label);
    }
  }

  /** θ ← θ − η·g/‖g‖₂. */
  static final class Normalised implements UpdateRule {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "normalised";
    }

    @Override
    public Slots init(int dimension) {
      return Slots.none();
    }

    @Override
    public void apply(
        double[] gradient, double rate, double[] theta, Slots slots, long t, EffectiveStep out) {
      double squares = 0;
      for (double g : gradient) {
        squares += g * g;
      }
      double step = squares == 0 ? 0 : rate / Math.sqrt(squares);
      for (int j = 0; j < theta.length; j++) {
        theta[j] -= step * gradient[j];
      }
      out.set(step);
    }
  }

  /** Slope and intercept through the points (1, 3), (2, 5), (3, 7) and a wild one, (4, 90). */
  static double[] fit() {
    Block points =
        Block.of(
            0, DenseRows.of(4, 1, new double[] {1, 2, 3, 4}), new double[] {3, 5, 7, 90}, null);
    try (LocalEngine engine = LocalEngine.of(1)) {
      SampledGradient gradients =
          SampledGradient.of(
              engine.blocks(List.of(points)),
              LinearObjective.of(new LogCosh(), 1, true),
              new FullSampler(),
              0);
      return Trainer.of(
              new Normalised(),
              LearningRates.inverseSqrt(1),
              ElasticNet.of(0, 0),
              StopRule.steps(20_000))
          .train(gradients, new double[2], StepListener.none())
          .theta();
    }
  }

  public static void main(String[] args) {
    double[] theta = fit();
    System.out.println("y = " + theta[0] + " x + " + theta[1]);
  }
}
