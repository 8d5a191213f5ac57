package io.descent.api;

import io.descent.train.StepListener;
import java.util.EnumMap;
import java.util.Map;

/**
 * Sets up a training; its methods bear the names of the command line's options, which {@link
 * TrainOption} describes. <b>Not thread-safe.</b>
 */
public final class DescentBuilder {
  private final Map<TrainOption, String> given = new EnumMap<>(TrainOption.class);
  private StepListener listener = StepListener.none();

  DescentBuilder() {}

  /**
   * The training that was set up.
   *
   * @throws io.descent.error.UserException USAGE when a value is not allowed or options do not go
   *     together
   */
  public Descent build() {
    return new Descent(TrainConfig.of(given), listener);
  }

  /** Is told of every step. */
  public DescentBuilder listener(StepListener stepListener) {
    this.listener = stepListener;
    return this;
  }

  /** Sets an option from its text, as the command line does. */
  public DescentBuilder set(TrainOption option, String value) {
    given.put(option, value);
    return this;
  }

  /** {@link TrainOption#DATA}. */
  public DescentBuilder data(String paths) {
    return set(TrainOption.DATA, paths);
  }

  /** {@link TrainOption#TEST}. */
  public DescentBuilder test(String paths) {
    return set(TrainOption.TEST, paths);
  }

  /** {@link TrainOption#FORMAT}. */
  public DescentBuilder format(String format) {
    return set(TrainOption.FORMAT, format);
  }

  /** {@link TrainOption#HEADER}. */
  public DescentBuilder header(boolean header) {
    return set(TrainOption.HEADER, Boolean.toString(header));
  }

  /** {@link TrainOption#FEATURES}. */
  public DescentBuilder features(int count) {
    return set(TrainOption.FEATURES, Integer.toString(count));
  }

  /** {@link TrainOption#LABEL}. */
  public DescentBuilder label(String column) {
    return set(TrainOption.LABEL, column);
  }

  /** {@link TrainOption#WEIGHT}. */
  public DescentBuilder weight(String column) {
    return set(TrainOption.WEIGHT, column);
  }

  /** {@link TrainOption#POSITIVE}. */
  public DescentBuilder positive(String condition) {
    return set(TrainOption.POSITIVE, condition);
  }

  /** {@link TrainOption#MULTICLASS}. */
  public DescentBuilder multiclass(String how) {
    return set(TrainOption.MULTICLASS, how);
  }

  /** {@link TrainOption#MULTILABEL}. */
  public DescentBuilder multilabel(boolean multilabel) {
    return set(TrainOption.MULTILABEL, Boolean.toString(multilabel));
  }

  /** {@link TrainOption#NUMERIC}. */
  public DescentBuilder numeric(String columns) {
    return set(TrainOption.NUMERIC, columns);
  }

  /** {@link TrainOption#CATEGORICAL}. */
  public DescentBuilder categorical(String columns) {
    return set(TrainOption.CATEGORICAL, columns);
  }

  /** {@link TrainOption#HASH_BITS}. */
  public DescentBuilder hashBits(int bits) {
    return set(TrainOption.HASH_BITS, Integer.toString(bits));
  }

  /** {@link TrainOption#MISSING}. */
  public DescentBuilder missing(String policy) {
    return set(TrainOption.MISSING, policy);
  }

  /** {@link TrainOption#LOSS}. */
  public DescentBuilder loss(String name) {
    return set(TrainOption.LOSS, name);
  }

  /** {@link TrainOption#HUBER_DELTA}. */
  public DescentBuilder huberDelta(double delta) {
    return set(TrainOption.HUBER_DELTA, Double.toString(delta));
  }

  /** {@link TrainOption#EPSILON}. */
  public DescentBuilder epsilon(double epsilon) {
    return set(TrainOption.EPSILON, Double.toString(epsilon));
  }

  /** {@link TrainOption#QUANTILE}. */
  public DescentBuilder quantile(double tau) {
    return set(TrainOption.QUANTILE, Double.toString(tau));
  }

  /** {@link TrainOption#EXPECTILE}. */
  public DescentBuilder expectile(double q) {
    return set(TrainOption.EXPECTILE, Double.toString(q));
  }

  /** {@link TrainOption#OPTIMIZER}. */
  public DescentBuilder optimizer(String name) {
    return set(TrainOption.OPTIMIZER, name);
  }

  /** {@link TrainOption#MOMENTUM}. */
  public DescentBuilder momentum(double momentum) {
    return set(TrainOption.MOMENTUM, Double.toString(momentum));
  }

  /** {@link TrainOption#DAMPENING}. */
  public DescentBuilder dampening(double dampening) {
    return set(TrainOption.DAMPENING, Double.toString(dampening));
  }

  /** {@link TrainOption#BETA1}. */
  public DescentBuilder beta1(double beta1) {
    return set(TrainOption.BETA1, Double.toString(beta1));
  }

  /** {@link TrainOption#BETA2}. */
  public DescentBuilder beta2(double beta2) {
    return set(TrainOption.BETA2, Double.toString(beta2));
  }

  /** {@link TrainOption#DECAY}. */
  public DescentBuilder decay(double decay) {
    return set(TrainOption.DECAY, Double.toString(decay));
  }

  /** {@link TrainOption#ADAPTIVE_EPSILON}. */
  public DescentBuilder adaptiveEpsilon(double epsilon) {
    return set(TrainOption.ADAPTIVE_EPSILON, Double.toString(epsilon));
  }

  /** {@link TrainOption#CENTERED}. */
  public DescentBuilder centered(boolean centered) {
    return set(TrainOption.CENTERED, Boolean.toString(centered));
  }

  /** {@link TrainOption#FTRL_BETA}. */
  public DescentBuilder ftrlBeta(double beta) {
    return set(TrainOption.FTRL_BETA, Double.toString(beta));
  }

  /** {@link TrainOption#WEIGHT_DECAY}. */
  public DescentBuilder weightDecay(double decay) {
    return set(TrainOption.WEIGHT_DECAY, Double.toString(decay));
  }

  /** {@link TrainOption#CLIP_NORM}. */
  public DescentBuilder clipNorm(double limit) {
    return set(TrainOption.CLIP_NORM, Double.toString(limit));
  }

  /** {@link TrainOption#CLIP_VALUE}. */
  public DescentBuilder clipValue(double limit) {
    return set(TrainOption.CLIP_VALUE, Double.toString(limit));
  }

  /** {@link TrainOption#LOOKAHEAD}. */
  public DescentBuilder lookahead(String form) {
    return set(TrainOption.LOOKAHEAD, form);
  }

  /** {@link TrainOption#AVERAGE}. */
  public DescentBuilder average(String form) {
    return set(TrainOption.AVERAGE, form);
  }

  /** {@link TrainOption#RATE}. */
  public DescentBuilder rate(double rate) {
    return set(TrainOption.RATE, Double.toString(rate));
  }

  /** {@link TrainOption#SCHEDULE}. */
  public DescentBuilder schedule(String text) {
    return set(TrainOption.SCHEDULE, text);
  }

  /** {@link TrainOption#L1}. */
  public DescentBuilder l1(double strength) {
    return set(TrainOption.L1, Double.toString(strength));
  }

  /** {@link TrainOption#L2}. */
  public DescentBuilder l2(double strength) {
    return set(TrainOption.L2, Double.toString(strength));
  }

  /** {@link TrainOption#GROUP_LASSO}. */
  public DescentBuilder groupLasso(double strength) {
    return set(TrainOption.GROUP_LASSO, Double.toString(strength));
  }

  /** {@link TrainOption#GROUPS}. */
  public DescentBuilder groups(String file) {
    return set(TrainOption.GROUPS, file);
  }

  /** {@link TrainOption#PENALTY_FACTORS}. */
  public DescentBuilder penaltyFactors(String file) {
    return set(TrainOption.PENALTY_FACTORS, file);
  }

  /** {@link TrainOption#LOWER}. */
  public DescentBuilder lower(double bound) {
    return set(TrainOption.LOWER, Double.toString(bound));
  }

  /** {@link TrainOption#UPPER}. */
  public DescentBuilder upper(double bound) {
    return set(TrainOption.UPPER, Double.toString(bound));
  }

  /** {@link TrainOption#MAX_NORM}. */
  public DescentBuilder maxNorm(double norm) {
    return set(TrainOption.MAX_NORM, Double.toString(norm));
  }

  /** {@link TrainOption#SAMPLING}. */
  public DescentBuilder sampling(String name) {
    return set(TrainOption.SAMPLING, name);
  }

  /** {@link TrainOption#BATCH_SIZE}. */
  public DescentBuilder batchSize(long rows) {
    return set(TrainOption.BATCH_SIZE, Long.toString(rows));
  }

  /** {@link TrainOption#BATCH_FRACTION}. */
  public DescentBuilder batchFraction(double fraction) {
    return set(TrainOption.BATCH_FRACTION, Double.toString(fraction));
  }

  /** {@link TrainOption#BATCH_SCHEDULE}. */
  public DescentBuilder batchSchedule(String growth) {
    return set(TrainOption.BATCH_SCHEDULE, growth);
  }

  /** {@link TrainOption#SHUFFLE}. */
  public DescentBuilder shuffle(String when) {
    return set(TrainOption.SHUFFLE, when);
  }

  /** {@link TrainOption#LOCAL_STEPS}. */
  public DescentBuilder localSteps(long updates) {
    return set(TrainOption.LOCAL_STEPS, Long.toString(updates));
  }

  /** {@link TrainOption#LOCAL_STEPS}, as many as suit the data. */
  public DescentBuilder localSteps() {
    return set(TrainOption.LOCAL_STEPS, "auto");
  }

  /** {@link TrainOption#OUTER_OPTIMIZER}. */
  public DescentBuilder outerOptimizer(String name) {
    return set(TrainOption.OUTER_OPTIMIZER, name);
  }

  /** {@link TrainOption#OUTER_RATE}. */
  public DescentBuilder outerRate(double rate) {
    return set(TrainOption.OUTER_RATE, Double.toString(rate));
  }

  /** {@link TrainOption#CLASS_WEIGHT}. */
  public DescentBuilder classWeight(String weights) {
    return set(TrainOption.CLASS_WEIGHT, weights);
  }

  /** {@link TrainOption#STEPS}. */
  public DescentBuilder steps(long steps) {
    return set(TrainOption.STEPS, Long.toString(steps));
  }

  /** {@link TrainOption#EPOCHS}. */
  public DescentBuilder epochs(double epochs) {
    return set(TrainOption.EPOCHS, Double.toString(epochs));
  }

  /** {@link TrainOption#TOLERANCE}. */
  public DescentBuilder tolerance(double tolerance) {
    return set(TrainOption.TOLERANCE, Double.toString(tolerance));
  }

  /** {@link TrainOption#WINDOW}. */
  public DescentBuilder window(int epochs) {
    return set(TrainOption.WINDOW, Integer.toString(epochs));
  }

  /** {@link TrainOption#STOP}. */
  public DescentBuilder stop(String criteria) {
    return set(TrainOption.STOP, criteria);
  }

  /** {@link TrainOption#VALIDATION}. */
  public DescentBuilder validation(String paths) {
    return set(TrainOption.VALIDATION, paths);
  }

  /** {@link TrainOption#VALIDATION_FRACTION}. */
  public DescentBuilder validationFraction(double fraction) {
    return set(TrainOption.VALIDATION_FRACTION, Double.toString(fraction));
  }

  /** {@link TrainOption#PATIENCE}. */
  public DescentBuilder patience(int epochs) {
    return set(TrainOption.PATIENCE, Integer.toString(epochs));
  }

  /** {@link TrainOption#STORAGE}. */
  public DescentBuilder storage(String type) {
    return set(TrainOption.STORAGE, type);
  }

  /** {@link TrainOption#STANDARDIZE}. */
  public DescentBuilder standardize(String mode) {
    return set(TrainOption.STANDARDIZE, mode);
  }

  /** {@link TrainOption#INTERCEPT}. */
  public DescentBuilder intercept(boolean intercept) {
    return set(TrainOption.INTERCEPT, Boolean.toString(intercept));
  }

  /** {@link TrainOption#SHARDS}. */
  public DescentBuilder shards(int shards) {
    return set(TrainOption.SHARDS, Integer.toString(shards));
  }

  /** {@link TrainOption#PARTITIONS}. */
  public DescentBuilder partitions(int partitions) {
    return set(TrainOption.PARTITIONS, Integer.toString(partitions));
  }

  /** {@link TrainOption#THREADS}. */
  public DescentBuilder threads(int threads) {
    return set(TrainOption.THREADS, Integer.toString(threads));
  }

  /** {@link TrainOption#SEED}. */
  public DescentBuilder seed(long seed) {
    return set(TrainOption.SEED, Long.toString(seed));
  }

  /** {@link TrainOption#ENGINE}. */
  public DescentBuilder engine(String name) {
    return set(TrainOption.ENGINE, name);
  }

  /** {@link TrainOption#MODEL}. */
  public DescentBuilder model(String folder) {
    return set(TrainOption.MODEL, folder);
  }

  /** {@link TrainOption#OVERWRITE}. */
  public DescentBuilder overwrite(boolean overwrite) {
    return set(TrainOption.OVERWRITE, Boolean.toString(overwrite));
  }

  /** {@link TrainOption#REPORT_EVERY}. */
  public DescentBuilder reportEvery(long steps) {
    return set(TrainOption.REPORT_EVERY, Long.toString(steps));
  }
}
