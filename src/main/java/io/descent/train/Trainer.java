package io.descent.train;

import io.descent.linalg.EffectiveStep;
import io.descent.objective.GradientSum;
import io.descent.objective.LossSum;
import io.descent.objective.ParameterLayout;
import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import io.descent.optim.UpdateRule;
import io.descent.optim.WeightAverage;
import io.descent.optim.WeightAverages;
import io.descent.penalty.Penalty;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent: in every step the gradient of a batch at θ, one update, one proximal
 * step.
 *
 * <p>The smooth part of the penalty enters the gradient before the rule; the rest follows the rule
 * as a proximal step of its effective size. Penalties act on the penalised slices of θ alone. A
 * batch without rows, or whose weights sum to 0, uses up its step and changes nothing else. A
 * trainer has no state: it may train any number of times, and gives the same bits each time.
 */
public final class Trainer {
  private static final double[] NOTHING = {};

  private final UpdateRule rule;
  private final LearningRate rate;
  private final Penalty penalty;
  private final StopRule stop;
  private final @Nullable LossSource validation;
  private final WeightAverage average;
  private final LongSupplier nanoTime;

  private Trainer(
      UpdateRule rule,
      LearningRate rate,
      Penalty penalty,
      StopRule stop,
      @Nullable LossSource validation,
      WeightAverage average,
      LongSupplier nanoTime) {
    this.rule = rule;
    this.rate = rate;
    this.penalty = penalty;
    this.stop = stop;
    this.validation = validation;
    this.average = average;
    this.nanoTime = nanoTime;
  }

  public static Trainer of(UpdateRule rule, LearningRate rate, Penalty penalty, StopRule stop) {
    return new Trainer(rule, rate, penalty, stop, null, WeightAverages.none(), System::nanoTime);
  }

  /**
   * This trainer, which after every epoch asks for the mean loss of rows that it does not train on,
   * and keeps the model with the least.
   */
  public Trainer validatedBy(LossSource rows) {
    return new Trainer(rule, rate, penalty, stop, rows, average, nanoTime);
  }

  /** This trainer with a model that is an average of θ over the updates. */
  public Trainer averaging(WeightAverage over) {
    return new Trainer(rule, rate, penalty, stop, validation, over, nanoTime);
  }

  /** This trainer with another clock, in nanoseconds. */
  Trainer timedBy(LongSupplier clock) {
    return new Trainer(rule, rate, penalty, stop, validation, average, clock);
  }

  /**
   * Trains from the start.
   *
   * @param source gradients of the data
   * @param theta where θ starts, where the penalty's constraints hold from the first step on: what
   *     lies outside is projected; not changed
   * @param listener is told of every update
   * @throws IllegalArgumentException when θ does not have the layout's length
   */
  public TrainResult train(GradientSource source, double[] theta, StepListener listener) {
    int dimension = source.layout().dimension();
    if (theta.length != dimension) {
      throw new IllegalArgumentException(
          "θ has " + theta.length + " elements, the model " + dimension);
    }
    Progress progress =
        new Progress(
            source.rows(), Math.multiplyExact(source.stepsPerEpoch(), (long) stop.window()));
    double[] start = SlicedPenalty.of(penalty, source.layout()).projected(theta);
    // The caller may hold it no longer, and then this frame should not: a long θ is there once.
    theta = NOTHING;
    return run(
        source,
        Checkpoint.taking(
            start,
            rule.init(dimension),
            rate.init(),
            average.init(dimension),
            progress,
            validation == null ? null : new BestModel(start)),
        listener);
  }

  /**
   * Goes on from a checkpoint: the bits are those of a training that was never stopped.
   *
   * @param from a checkpoint of a training with the same source and the same settings, the number
   *     of steps excepted
   */
  public TrainResult resume(GradientSource source, Checkpoint from, StepListener listener) {
    return run(source, from.copy(), listener);
  }

  /** Trains from a state, which it changes in place. */
  private TrainResult run(GradientSource source, Checkpoint from, StepListener listener) {
    double[] theta = from.liveTheta();
    Slots ruleSlots = from.ruleSlots();
    Slots rateSlots = from.rateSlots();
    Slots averageSlots = from.averageSlots();
    Progress progress = from.progress();
    BestModel best = from.best();
    long started = nanoTime.getAsLong();
    rule.init(theta.length).checkSameShape(ruleSlots);
    rate.init().checkSameShape(rateSlots);
    average.init(theta.length).checkSameShape(averageSlots);
    SlicedPenalty penalised = SlicedPenalty.of(penalty, source.layout());
    boolean stationary = stop.gradient() > 0 && source.readsAll();
    SparseUpdate sparse =
        stationary ? null : SparseUpdate.of(source, rule, penalty, average, theta, ruleSlots);
    double[] gradient = sparse == null ? new double[theta.length] : NOTHING;
    EffectiveStep effective = new EffectiveStep();
    double objective = Double.NaN;
    listener.onStart(source.rows(), source.modelSize(), stop.maxSteps());
    if (!progress.hasStarted() && !source.readsAll()) {
      LossSum all = source.evaluate(theta);
      progress.startAt(all.mean() + penalised.value(theta));
    }
    StopReason reason = stop.check(progress, best, seconds(started));
    while (reason == null) {
      long step = progress.step();
      long epochs = progress.epochsDone();
      GradientSum sum = source.gradient(theta, step);
      if (sum == null || !(sum.weight() > 0)) {
        progress.skipEmptyBatch();
      } else {
        objective = penalised.objective(sum, theta);
        if (!progress.hasStarted()) {
          progress.startAt(objective);
        }
        progress.countBatch(objective, sum.rows());
        double eta = rate.at(step, rateSlots);
        double norm;
        if (sparse != null && sum.isSparse()) {
          norm = sparse.apply(sum, eta, progress.updates() + 1);
          progress.countUpdate(sparse.isFinite());
        } else {
          gradient = gradient.length == 0 ? new double[theta.length] : gradient;
          source.mean(sum, theta, gradient);
          if (!source.appliesPenalty()) {
            penalised.addGradient(theta, gradient);
          }
          if (stationary) {
            progress.stationarity(penalised.stationarity(theta, gradient));
          }
          norm = norm(gradient, source.modelSize());
          rule.apply(gradient, eta, theta, ruleSlots, progress.updates() + 1, effective);
          if (source.appliesPenalty()) {
            effective.set(0);
          }
          penalised.proximalStep(theta, effective);
          average.add(theta, averageSlots, progress.updates() + 1);
          progress.countUpdate(SparseUpdate.allFinite(theta));
        }
        rate.observe(step, objective, rateSlots);
        double validationLoss = Double.NaN;
        if (progress.epochsDone() > epochs) {
          validationLoss = endOfEpoch(source, theta, averageSlots, progress, best, penalised);
        }
        listener.onStep(report(source, progress, objective, validationLoss, norm, eta));
      }
      reason = stop.check(progress, best, seconds(started));
    }
    return new TrainResult(
        from,
        average,
        reason,
        progress.step(),
        progress.updates(),
        progress.rowsDrawn(),
        progress.startObjective(),
        objective);
  }

  private static double norm(double[] gradient, int count) {
    double squares = 0;
    for (int j = 0; j < count; j++) {
      squares += gradient[j] * gradient[j];
    }
    return Math.sqrt(squares);
  }

  private double seconds(long started) {
    return (nanoTime.getAsLong() - started) / 1e9;
  }

  /** What is looked at once an epoch, over all rows; returns the validation loss or NaN. */
  private double endOfEpoch(
      GradientSource source,
      double[] theta,
      Slots averageSlots,
      Progress progress,
      @Nullable BestModel best,
      SlicedPenalty penalised) {
    if (stop.gradient() > 0 && !source.readsAll()) {
      GradientSum all = source.fullGradient(theta);
      if (all != null && all.weight() > 0) {
        double[] gradient = new double[source.modelSize()];
        all.meanGradient(gradient);
        penalised.addGradient(theta, gradient);
        progress.stationarity(penalised.stationarity(theta, gradient));
      }
    }
    if (validation == null || best == null) {
      return Double.NaN;
    }
    double[] model = average.of(theta, averageSlots, progress.updates());
    double loss = validation.evaluate(model).mean();
    best.observe(loss, progress.step(), model);
    return loss;
  }

  /** The penalty at θ, over the penalised slices. */
  public double penalty(ParameterLayout layout, double[] theta) {
    return SlicedPenalty.of(penalty, layout).value(theta);
  }

  private static StepReport report(
      GradientSource source,
      Progress progress,
      double objective,
      double validationLoss,
      double gradientNorm,
      double rate) {
    return new StepReport(
        progress.step() - 1,
        objective,
        progress.smoothed(),
        source.readsAll() ? objective : Double.NaN,
        validationLoss,
        gradientNorm,
        rate,
        progress.rowsDrawn(),
        progress.epoch());
  }
}
