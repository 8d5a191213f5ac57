package io.descent.api;

import io.descent.objective.EpsilonInsensitiveLoss;
import io.descent.objective.ExpectileLoss;
import io.descent.objective.HuberLoss;
import io.descent.objective.Losses;
import io.descent.objective.QuantileLoss;
import io.descent.optim.Lookahead;
import io.descent.optim.Sgd;
import io.descent.optim.UpdateRules;
import io.descent.optim.WeightAverages;
import io.descent.optim.schedule.Schedule;
import io.descent.sample.BatchSize;
import io.descent.train.LabelWeights;
import io.descent.train.StopRules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every option of a training: its name, default, allowed values and meaning. The one place of
 * defaults; the command line, the builder, the configuration file and the README's table all follow
 * it.
 */
public enum TrainOption {
  DATA("data", null, Values.text("PATHS"), "Training data: comma list of files, folders, globs."),
  TEST("test", null, Values.text("PATHS"), "Test data; never used for choosing anything."),
  FORMAT(
      "format",
      "auto",
      Values.choice("auto", "libsvm", "csv", "parquet", "orc", "json", "idx"),
      "Format of the data; auto goes by file name, any other name is LIBSVM."),
  HEADER(
      "header", "true", Values.bool(), "Whether CSV files begin with column names; else c1, c2, …"),
  FEATURES(
      "features",
      null,
      Values.integer(1, Integer.MAX_VALUE - 8),
      "Dimension of LIBSVM data, indices 1 … N; default the highest index in the data."),
  LABEL(
      "label",
      null,
      Values.text("COLUMN"),
      "Label column of a table; a comma list of 0/1 columns for any number of labels a row."),
  WEIGHT("weight", null, Values.text("COLUMN"), "Column of row weights."),
  POSITIVE(
      "positive",
      null,
      Values.text("EXPR"),
      "Label 1 where it holds, else 0: column op literal, such as \"delay > 15\" or \"kind = 'a'\"."),
  MULTICLASS(
      "multiclass",
      null,
      Values.choice("ovr"),
      "Classes by one binary problem each (one versus rest), beside a loss for 0 and 1."),
  MULTILABEL(
      "multilabel",
      null,
      Values.bool(),
      "Rows have any number of labels: LIBSVM label,label index:value …; default for a list in --label."),
  NUMERIC("numeric", null, Values.text("COLUMNS"), "Comma list of numeric feature columns."),
  CATEGORICAL(
      "categorical", null, Values.text("COLUMNS"), "Comma list of categorical feature columns."),
  HASH_BITS(
      "hash-bits",
      null,
      Values.integer(1, 30),
      "Hash categorical values to 2^N features instead of a dictionary."),
  MISSING(
      "missing",
      "mean",
      Values.choice("mean", "zero", "fail"),
      "What an empty numeric cell stands for."),
  LOSS(
      "loss",
      null,
      Values.choice(lossNames()).orBrought(() -> Extensions.losses().keySet()),
      "What a row costs; required."),
  HUBER_DELTA(
      HuberLoss.DELTA,
      lossDefault(HuberLoss.DELTA),
      Values.number("above 0 and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY),
      "δ of huber: the residual from which on it is linear."),
  EPSILON(
      EpsilonInsensitiveLoss.EPSILON,
      lossDefault(EpsilonInsensitiveLoss.EPSILON),
      Values.strength(),
      "ε of the insensitive losses: the residual up to which a row costs nothing."),
  QUANTILE(
      QuantileLoss.TAU,
      lossDefault(QuantileLoss.TAU),
      Values.number("in (0, 1)", x -> x > 0 && x < 1),
      "τ of quantile: the share of labels that lie below the prediction."),
  EXPECTILE(
      ExpectileLoss.Q,
      lossDefault(ExpectileLoss.Q),
      Values.number("in (0, 1)", x -> x > 0 && x < 1),
      "q of expectile: the weight of rows predicted too low; the others have 1 − q."),
  OPTIMIZER(
      "optimizer",
      "momentum",
      Values.choice(Updates.names()).orBrought(() -> Extensions.rules().keySet()),
      "Update rule."),
  MOMENTUM(
      "momentum",
      null,
      Values.fraction(),
      "μ of momentum, nesterov and rmsprop, β of ema-momentum; default "
          + UpdateRules.defaultsOf("momentum")
          + "."),
  DAMPENING(
      "dampening",
      null,
      Values.fraction(),
      "τ of momentum: b ← μb + (1 − τ)g after the first update; default 0."),
  BETA1(
      "beta1",
      null,
      Values.fraction(),
      "β₁ of adam, its kin and lion; default " + UpdateRules.defaultsOf("beta1") + "."),
  BETA2(
      "beta2",
      null,
      Values.fraction(),
      "β₂ of adam, its kin and lion; default " + UpdateRules.defaultsOf("beta2") + "."),
  DECAY(
      "decay",
      null,
      Values.fraction(),
      "ρ of adadelta, α of rmsprop: what a step keeps of the mean square; default "
          + UpdateRules.defaultsOf("decay")
          + "."),
  ADAPTIVE_EPSILON(
      "adaptive-epsilon",
      null,
      Values.positive(),
      "ε of the rules that scale coordinates; default "
          + UpdateRules.defaultsOf("adaptive-epsilon")
          + "."),
  CENTERED(
      "centered",
      null,
      Values.bool(),
      "Whether rmsprop subtracts the squared mean of gradients; default false."),
  FTRL_BETA("ftrl-beta", null, Values.positive(), "β of ftrl; its α is the rate; default 1."),
  WEIGHT_DECAY(
      "weight-decay",
      null,
      Values.strength(),
      "Decoupled decay λ of what is penalised, θ ← θ(1 − ηλ) before the rule; default "
          + UpdateRules.defaultsOf("weight-decay")
          + "."),
  CLIP_NORM(
      "clip-norm", null, Values.positive(), "Largest 2-norm of a gradient; longer ones shrink."),
  CLIP_VALUE(
      "clip-value", null, Values.positive(), "Largest magnitude of an element of a gradient."),
  LOOKAHEAD(
      "lookahead",
      null,
      Values.grammar("K:ALPHA", Lookahead.grammar(), text -> Lookahead.parse(new Sgd(), text)),
      "Every K updates, go the part ALPHA of the way from where they began."),
  AVERAGE(
      "average",
      "none",
      Values.grammar("NAME[:N]", WeightAverages.grammar(), WeightAverages::parse),
      "What the model takes: θ, its mean over updates from N (polyak, bottou), its exponential mean (ema)."),
  RATE(
      "rate",
      null,
      Values.positive(),
      "Learning rate η₀; default " + UpdateRules.defaultsOf("rate") + "; svrg 1/L, see below."),
  SCHEDULE(
      "schedule",
      "constant",
      Values.grammar("SCHEDULE", Schedule.GRAMMAR, Schedule::parse).explainedBy(Schedule::fault),
      "How the rate changes with steps, such as \"inverse-sqrt\" or \"warmup 5%, cosine all\": "
          + String.join(" ", Schedule.names())
          + "."),
  L1("l1", "0", Values.strength(), "L1 penalty λ₁ (proximal: exact zeros)."),
  L2("l2", "0", Values.strength(), "L2 penalty λ₂."),
  GROUP_LASSO(
      "group-lasso",
      "0",
      Values.strength(),
      "Group lasso λ·√m·‖w_g‖₂ over groups g of m weights; a column's features are a group unless --groups is given."),
  GROUPS("groups", null, Values.text("FILE"), "CSV feature,group: the groups of --group-lasso."),
  PENALTY_FACTORS(
      "penalty-factors",
      null,
      Values.text("FILE"),
      "CSV feature,factor: what --l1 and --l2 are multiplied by for a feature; default 1."),
  LOWER("lower", null, Values.finite(), "Least value of a weight, as it applies to raw features."),
  UPPER(
      "upper", null, Values.finite(), "Largest value of a weight, as it applies to raw features."),
  MAX_NORM(
      "max-norm",
      null,
      Values.number("above 0 and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY),
      "Largest 2-norm of the weights, of each class where there are classes, on the scale of training."),
  SAMPLING(
      "sampling",
      null,
      Values.choice(Sampling.NAMES),
      "Which rows a step reads, see below; default fixed."),
  BATCH_SIZE(
      "batch-size",
      null,
      Values.integer(1, Long.MAX_VALUE),
      "Rows of a step, of every sampling but full, single and bernoulli; default 256, of an update of local steps 1, of svrg see below."),
  BATCH_FRACTION(
      "batch-fraction",
      null,
      Values.number("in (0, 1]", x -> x > 0 && x <= 1),
      "Probability of a row with sampling bernoulli."),
  BATCH_SCHEDULE(
      "batch-schedule",
      null,
      Values.grammar("GROWTH", BatchSize.GRAMMAR, growth -> BatchSize.growing(1, growth)),
      "How the batch size grows: \"times 2 every 1000 max 65536\", \"add 64 every 100 max 4096\"."),
  SHUFFLE(
      "shuffle",
      "auto",
      Values.choice("auto", "true", "false"),
      "Deal rows anew to shards once they are loaded; auto: before local steps, when labels of shards differ beyond chance."),
  LOCAL_STEPS(
      "local-steps",
      null,
      Values.integerOr("auto", 1, 1_000_000_000),
      "Local SGD and svrg: the most updates that each shard makes of its own copy of θ in a step; then they are averaged. auto: by the cost of both."),
  OUTER_OPTIMIZER(
      "outer-optimizer",
      null,
      Values.choice(UpdateRules.names()),
      "Rule that moves θ by what local steps come to; default sgd, with rate 1 the average."),
  OUTER_RATE(
      "outer-rate",
      null,
      Values.positive(),
      "Rate of the outer optimizer; default 1 for sgd, else that of the rule."),
  CLASS_WEIGHT(
      "class-weight",
      null,
      Values.grammar("balanced|label:weight,…", LabelWeights.GRAMMAR, LabelWeights::parse),
      "Weights of labels, by which row weights are multiplied."),
  STEPS(
      "steps",
      null,
      Values.integer(1, Long.MAX_VALUE),
      "Steps to make; with --epochs whichever ends first."),
  EPOCHS(
      "epochs",
      null,
      Values.number("above 0 and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY),
      "Epochs to train; default 10 when --steps is not given."),
  TOLERANCE(
      "tolerance",
      "0",
      Values.number("in [0, 1)", x -> x >= 0 && x < 1),
      "Stop when the mean objective of two windows differs by at most this, relatively; 0: never."),
  WINDOW("window", "10", Values.integer(1, 1_000_000), "Epochs in a window of the stop rule."),
  STOP(
      "stop",
      null,
      Values.grammar("CRITERIA", StopRules.GRAMMAR, StopRules::parse),
      "Ends the training early, such as \"objective 1e-6 over 10; gradient 1e-8; time 30m; value 0.3\"."),
  VALIDATION(
      "validation",
      null,
      Values.text("PATHS"),
      "Rows whose loss after every epoch chooses the model that is kept."),
  VALIDATION_FRACTION(
      "validation-fraction",
      null,
      Values.number("in (0, 1)", x -> x > 0 && x < 1),
      "Share of the training rows, of each label alike, kept for that instead."),
  PATIENCE(
      "patience",
      null,
      Values.integer(1, 1_000_000),
      "Epochs without a lower validation loss that end the training; default 5 with validation."),
  STORAGE(
      "storage",
      "float",
      Values.choice("float", "double"),
      "Feature values in memory; arithmetic is double."),
  STANDARDIZE(
      "standardize",
      "auto",
      Values.choice("auto", "true", "false"),
      "Centre and scale numeric columns (auto), scale the rest too (true), or nothing (false)."),
  INTERCEPT("intercept", "true", Values.bool(), "Whether the model has an intercept."),
  SHARDS(
      "shards",
      null,
      Values.integer(1, 1 << 20),
      "Runs of rows that are sampled and summed as one; the bits depend on it; default by size."),
  PARTITIONS(
      "partitions",
      null,
      Values.integer(1, 1 << 20),
      "Spark partitions; no result depends on it; default the cores where they are a power of two, else"
          + " the power of two at or above twice as many."),
  THREADS(
      "threads", null, Values.integer(1, 4096), "Threads of the local engine; default all cores."),
  SEED(
      "seed",
      "0",
      Values.integer(Long.MIN_VALUE, Long.MAX_VALUE),
      "The only source of randomness."),
  ENGINE(
      "engine",
      "spark",
      Values.choice("spark", "local"),
      "Where the work is done; the result is the same."),
  MODEL("model", null, Values.text("DIR"), "Folder that the model is written to; required."),
  OVERWRITE("overwrite", "false", Values.flag(), "Replace a model that exists."),
  REPORT_EVERY(
      "report-every",
      null,
      Values.integer(1, Long.MAX_VALUE),
      "Steps between lines of history.jsonl; default at most 200 lines."),
  QUIET("quiet", "false", Values.flag(), "Print nothing but errors."),
  VERBOSE("verbose", "false", Values.flag(), "Print stack traces of errors.");

  private final String option;
  private final @Nullable String defaultValue;

  // Values hold functions, which Error Prone cannot see to be immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Values range;

  private final String help;

  TrainOption(String option, @Nullable String defaultValue, Values range, String help) {
    this.option = option;
    this.defaultValue = defaultValue;
    this.range = range;
    this.help = help;
  }

  /** The losses that are Descent's own. */
  static List<String> lossNames() {
    List<String> names = new ArrayList<>();
    Losses.all().forEach(loss -> names.add(loss.name()));
    names.add(TrainConfig.MULTINOMIAL);
    return names;
  }

  private static String lossDefault(String parameter) {
    return BigDecimal.valueOf(Losses.defaultOf(parameter)).stripTrailingZeros().toPlainString();
  }

  /** Its name, without dashes. */
  public String option() {
    return option;
  }

  /** Its default, or null when it has none or the default depends on other things. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** The values it takes. */
  public Values range() {
    return range;
  }

  /** What it means. */
  public String help() {
    return help;
  }

  /** Whether it applies beside a value of another option. */
  public boolean goesWith(TrainOption beside, String value) {
    return Companions.goTogether(this, beside, value);
  }

  /** The option of a name, or null. */
  public static @Nullable TrainOption named(String name) {
    for (TrainOption option : values()) {
      if (option.option.equals(name)) {
        return option;
      }
    }
    return null;
  }
}
