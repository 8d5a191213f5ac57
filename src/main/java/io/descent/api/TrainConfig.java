package io.descent.api;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.objective.ParameterLayout;
import io.descent.optim.LearningRate;
import io.descent.optim.UpdateRule;
import io.descent.optim.UpdateRules;
import io.descent.optim.WeightAverage;
import io.descent.optim.WeightAverages;
import io.descent.optim.schedule.RateContext;
import io.descent.optim.schedule.Schedule;
import io.descent.sample.Sampler;
import io.descent.train.StopRule;
import io.descent.train.StopRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a training: a value for every {@link TrainOption} that was given, defaults for
 * the rest. Immutable and checked: what does not go together was refused when it was built.
 */
public final class TrainConfig {
  /** The loss of {@link io.descent.objective.SoftmaxObjective}. */
  static final String MULTINOMIAL = "multinomial";

  private static final double DEFAULT_EPOCHS = 10;
  private static final int DEFAULT_PATIENCE = 5;

  private final Map<TrainOption, String> given;

  private TrainConfig(Map<TrainOption, String> given) {
    this.given = given;
  }

  /** The settings of a map of options to values. */
  static TrainConfig of(Map<TrainOption, String> given) {
    TrainConfig config = new TrainConfig(Collections.unmodifiableMap(new EnumMap<>(given)));
    config.check();
    return config;
  }

  /** These settings with more of them. */
  TrainConfig with(Map<TrainOption, String> more) {
    Map<TrainOption, String> all = new EnumMap<>(TrainOption.class);
    all.putAll(given);
    all.putAll(more);
    return of(all);
  }

  private void check() {
    given.forEach(
        (option, value) -> {
          if (!option.range().allows(value)) {
            throw usage("--" + option.option() + " takes " + option.range().refusal(value));
          }
        });
    require(TrainOption.LOSS);
    checkLoss();
    Sampling.check(this);
    ClassWeights.check(this);
    Companions.check(this);
    Updates.check(this);
    checkSchedule();
    for (TrainOption alone : new TrainOption[] {TrainOption.TOLERANCE, TrainOption.WINDOW}) {
      if (isGiven(alone) && isGiven(TrainOption.STOP)) {
        throw usage(
            "--"
                + alone.option()
                + " and --stop exclude each other; write --stop \"objective TOLERANCE over EPOCHS\"");
      }
    }
    if (isGiven(TrainOption.VALIDATION) && isGiven(TrainOption.VALIDATION_FRACTION)) {
      throw usage("--validation and --validation-fraction exclude each other; give one");
    }
    if (isGiven(TrainOption.PATIENCE) && !hasValidation()) {
      throw usage("--patience needs --validation or --validation-fraction");
    }
    if (isGiven(TrainOption.MULTICLASS) && isGiven(TrainOption.POSITIVE)) {
      throw usage("--positive makes labels 0 and 1, and --multiclass is for classes; give one");
    }
    if (multilabel()) {
      checkMultilabel();
    }
    PenaltySettings.check(this);
    VarianceReduction.check(this);
    LocalUpdates.check(this);
    if (isGiven(TrainOption.POSITIVE) && Objectives.labelDomain(this) == LabelDomain.POSITIVE) {
      throw usage(
          "--positive makes labels 0 and 1, but --loss "
              + loss()
              + " takes "
              + LabelDomain.POSITIVE.allowed()
              + "; name the column of the quantity with --label");
    }
    if (isGiven(TrainOption.HASH_BITS) && isGiven(TrainOption.FEATURES)) {
      throw usage("--hash-bits is for tables and --features for LIBSVM; give one");
    }
  }

  private void checkLoss() {
    if (!loss().equals(MULTINOMIAL)) {
      try {
        Objectives.loss(loss(), lossParameters());
      } catch (IllegalArgumentException e) {
        throw usage("--loss " + loss() + ": " + e.getMessage());
      }
    }
  }

  private void checkMultilabel() {
    String asked =
        isGiven(TrainOption.MULTILABEL)
            ? "--multilabel true"
            : "--label " + value(TrainOption.LABEL) + ", a list of columns,";
    if (!Objectives.isBinary(loss())) {
      throw usage(
          asked
              + " does not apply to --loss "
              + loss()
              + "; it goes with "
              + String.join(", ", Companions.binaryLosses()));
    }
    for (TrainOption other : List.of(TrainOption.MULTICLASS, TrainOption.POSITIVE)) {
      if (isGiven(other)) {
        throw usage(
            asked
                + " means any number of labels a row, and --"
                + other.option()
                + " one; give one of the two");
      }
    }
  }

  /** Whether rows have any number of labels: as asked for, or else when a list of columns is. */
  boolean multilabel() {
    String label = text(TrainOption.LABEL);
    return isGiven(TrainOption.MULTILABEL)
        ? isTrue(TrainOption.MULTILABEL)
        : label != null && label.contains(",");
  }

  private void checkSchedule() {
    Schedule schedule = schedule();
    if (schedule.needsPenalty() && penaltyStrength() == 0) {
      throw usage("--schedule optimal needs --l1 or --l2 above 0: its rate follows from their sum");
    }
    if (isGiven(TrainOption.RATE) && !schedule.usesRate()) {
      throw usage(
          "--rate does not apply to --schedule optimal, whose rate follows from the penalty;"
              + " leave it out");
    }
  }

  static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }

  /**
   * Throws unless an option was given.
   *
   * @throws UserException USAGE naming it
   */
  public void require(TrainOption option) {
    if (!isGiven(option)) {
      throw usage(
          "--"
              + option.option()
              + " is required ("
              + option.help()
              + " Values: "
              + option.range().label()
              + ")");
    }
  }

  /** Whether an option was given, rather than left to its default. */
  public boolean isGiven(TrainOption option) {
    return given.containsKey(option);
  }

  /**
   * The value of an option, its default where it was not given, or null where it has none. Settings
   * of an update rule have the default of the rule that is used.
   */
  public @Nullable String text(TrainOption option) {
    String value = given.getOrDefault(option, option.defaultValue());
    return value == null ? Updates.defaultOf(value(TrainOption.OPTIMIZER), option) : value;
  }

  /** The value of an option that has one. */
  public String value(TrainOption option) {
    String value = text(option);
    if (value == null) {
      throw usage("--" + option.option() + " is required");
    }
    return value;
  }

  /** Whether a boolean option is true. */
  public boolean isTrue(TrainOption option) {
    return value(option).equals("true");
  }

  double number(TrainOption option) {
    return Double.parseDouble(value(option));
  }

  long integer(TrainOption option, long otherwise) {
    String value = text(option);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /** The loss's name. */
  public String loss() {
    return value(TrainOption.LOSS);
  }

  /** The parameters of the loss, by the names of their options. */
  SortedMap<String, Double> lossParameters() {
    SortedMap<String, Double> parameters = new TreeMap<>();
    if (!loss().equals(MULTINOMIAL)) {
      parameters.putAll(Objectives.loss(loss(), Map.of()).parameters());
    }
    parameters.replaceAll(
        (parameter, standard) -> {
          TrainOption option = TrainOption.named(parameter);
          return option != null && isGiven(option) ? number(option) : standard;
        });
    return parameters;
  }

  /** Whether the model has an intercept. */
  public boolean intercept() {
    return isTrue(TrainOption.INTERCEPT);
  }

  /** The seed of everything random. */
  public long seed() {
    return integer(TrainOption.SEED, 0);
  }

  Storage storage() {
    return Storage.valueOf(value(TrainOption.STORAGE).toUpperCase(Locale.ROOT));
  }

  /** The update rule, with what is put around it, for a θ of this layout. */
  UpdateRule updateRule(ParameterLayout layout) {
    return Updates.rule(this, layout);
  }

  WeightAverage average() {
    return WeightAverages.parse(value(TrainOption.AVERAGE));
  }

  /** Whether a value of {@code schedule} leaves no room for {@code rate}. */
  public static boolean makesItsOwnRate(String schedule) {
    return Schedule.fault(schedule) == null && !Schedule.parse(schedule).usesRate();
  }

  /** Whether a value of {@code optimizer} corrects its updates by the gradient of all rows. */
  public static boolean isVarianceReduced(String optimizer) {
    return optimizer.equals(VarianceReduction.SVRG);
  }

  /**
   * Whether a value of {@code optimizer} leaves room for {@code schedule} and {@code lookahead}.
   */
  public static boolean takesSchedule(String optimizer) {
    if (isVarianceReduced(optimizer)) {
      return false;
    }
    UpdateRule rule =
        UpdateRules.names().contains(optimizer)
            ? UpdateRules.byName(optimizer, Map.of(), null)
            : Extensions.rule(optimizer);
    return rule == null || rule.isIncremental();
  }

  Schedule schedule() {
    return Schedule.parse(value(TrainOption.SCHEDULE));
  }

  /**
   * The rate of a training.
   *
   * @param steps that the training makes unless it stops early
   * @param epochs how many steps a number of epochs takes
   */
  LearningRate learningRate(long steps, DoubleToLongFunction epochs) {
    return schedule()
        .rate(new RateContext(number(TrainOption.RATE), steps, epochs, penaltyStrength()));
  }

  private double penaltyStrength() {
    return number(TrainOption.L1) + number(TrainOption.L2);
  }

  Sampler sampler() {
    return Sampling.of(this);
  }

  /** The steps that a training on n rows makes unless it stops early. */
  public long stepsFor(long rows) {
    Sampler sampler = sampler();
    return stepsFor(epochs -> sampler.steps(epochs, rows));
  }

  /** As above, given how many steps a number of epochs takes. */
  long stepsFor(DoubleToLongFunction stepsOf) {
    long steps = integer(TrainOption.STEPS, Long.MAX_VALUE);
    if (isGiven(TrainOption.EPOCHS) || !isGiven(TrainOption.STEPS)) {
      double epochs = isGiven(TrainOption.EPOCHS) ? number(TrainOption.EPOCHS) : DEFAULT_EPOCHS;
      steps = Math.min(steps, stepsOf.applyAsLong(epochs));
    }
    return steps;
  }

  /** When to stop, at the latest after so many steps. */
  StopRule stopRule(long steps) {
    StopRule rule = StopRule.steps(Long.MAX_VALUE);
    if (isGiven(TrainOption.STOP)) {
      rule = StopRules.parse(value(TrainOption.STOP));
    } else {
      rule =
          rule.orObjective(
              number(TrainOption.TOLERANCE), Math.toIntExact(integer(TrainOption.WINDOW, 10)));
    }
    if (hasValidation()) {
      rule = rule.orPatience((int) integer(TrainOption.PATIENCE, DEFAULT_PATIENCE));
    }
    return rule.withSteps(steps);
  }

  boolean hasValidation() {
    return isGiven(TrainOption.VALIDATION) || isGiven(TrainOption.VALIDATION_FRACTION);
  }

  /**
   * Every option that has a value, given or default, and goes with the loss, in order: what a model
   * records of its training.
   */
  public Map<String, String> effective() {
    Map<String, String> effective = new LinkedHashMap<>();
    for (TrainOption option : TrainOption.values()) {
      String value = text(option);
      if (value != null && option.goesWith(TrainOption.LOSS, loss())) {
        effective.put(option.option(), value);
      }
    }
    return effective;
  }
}
