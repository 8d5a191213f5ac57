package io.descent.example;

import io.descent.api.Descent;
import io.descent.api.LabeledVector;
import io.descent.api.Model;
import io.descent.linalg.EffectiveStep;
import io.descent.objective.LabelDomain;
import io.descent.objective.Loss;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

public final class OwnLossAndRule {
  /** ℓ = log cosh(z − y). */
  public static final class LogCosh implements Loss {
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
  public static final class Normalised implements UpdateRule {
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

  /** The line through (1, 3), (2, 5), (3, 7) and, far from it, (4, 90). */
  static Model fit() {
    List<LabeledVector> points =
        List.of(
            LabeledVector.of(3, Vectors.dense(1)),
            LabeledVector.of(5, Vectors.dense(2)),
            LabeledVector.of(7, Vectors.dense(3)),
            LabeledVector.of(90, Vectors.dense(4)));
    return Descent.builder()
        .loss("log-cosh")
        .optimizer("normalised")
        .rate(1)
        .schedule("inverse-sqrt")
        .sampling("full")
        .steps(20_000)
        .storage("double")
        .standardize("false")
        .build()
        .train(points)
        .model();
  }

  public static void main(String[] args) {
    Model model = fit();
    System.out.println("y = " + model.weights()[0] + " x + " + model.intercepts()[0]);
  }
}
