package io.descent.objective;

import io.descent.linalg.Exponential;
import io.descent.linalg.LogisticKernel;

/**
 * Logistic loss: ℓ = log(1 + e^(−m)) in nats, dℓ/dz = σ(z) − y, for labels 0 and 1.
 *
 * <p>Computed as max(−m, 0) + log1p(e^(−|m|)) and with σ split by sign, so that neither overflows
 * nor cancels: at m = −1000 the value is 1000.
 */
public final class LogisticLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public LabelDomain labelDomain() {
    return LabelDomain.BINARY;
  }

  @Override
  public boolean hasProbability() {
    return true;
  }

  @Override
  public double curvature() {
    return 0.25;
  }

  @Override
  public double value(double margin, double label) {
    double m = label > 0 ? margin : -margin;
    return LogisticKernel.value(m, Exponential.of(-Math.abs(m)));
  }

  @Override
  public double derivative(double margin, double label) {
    // s·σ(−m) rather than σ(z) − y: no cancellation when the row is almost certain.
    return label > 0 ? -sigmoid(-margin) : sigmoid(margin);
  }

  /** σ(z)·(1 − σ(z)). */
  @Override
  public double secondDerivative(double margin, double label) {
    double e = Exponential.of(-Math.abs(margin));
    return e / ((1 + e) * (1 + e));
  }

  @Override
  public double count(double margin, double label, double rowWeight, LossCounter into) {
    // Without branches: labels come in no order that a processor could guess.
    double s = 2 * label - 1;
    double m = s * margin;
    double e = Exponential.of(-Math.abs(m));
    into.count(rowWeight, LogisticKernel.value(m, e));
    return -s * LogisticKernel.sigmoid(-m, e);
  }

  @Override
  public void evaluate(LossRun run) {
    LogisticKernel.chosen()
        .apply(run.margins, run.labels, run.count(), run.values, run.derivatives, run.room);
  }

  /** σ(z) = 1 / (1 + e^(−z)). */
  public static double sigmoid(double z) {
    return LogisticKernel.sigmoid(z, Exponential.of(-Math.abs(z)));
  }

  /** log σ(z), exact however small σ(z) is. */
  static double logSigmoid(double z) {
    return -LogisticKernel.value(z, Exponential.of(-Math.abs(z)));
  }
}
