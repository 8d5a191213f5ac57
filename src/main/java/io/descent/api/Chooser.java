package io.descent.api;

import io.descent.train.StepListener;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The order in which {@link Choice} tries settings, and what it takes. */
final class Chooser {
  private static final int STRENGTHS = 10;
  private static final int MIDDLE = 4;
  private static final double FIRST_RATE = 0.5;
  private static final int MOST_DOUBLINGS = 14;

  /** A loss this little above the least is as good, and costs fewer epochs. */
  private static final double AS_GOOD = 1e-3;

  private static final double VALIDATION_SHARE = 0.05;
  private static final double MOST_VALIDATION_ROWS = 50_000;
  private static final String VALIDATION_PATIENCE = "2";

  private final TrainConfig config;
  private final Search search;
  private final long rows;
  private final long sampled;
  private final int epochs;
  private final StepListener listener;

  /**
   * A chooser.
   *
   * @param rows of the training
   * @param sampled of them, those of the search
   * @param epochs that a training of the search takes at most
   */
  Chooser(
      TrainConfig config,
      Search search,
      long rows,
      long sampled,
      int epochs,
      StepListener listener) {
    this.config = config;
    this.search = search;
    this.rows = rows;
    this.sampled = sampled;
    this.epochs = epochs;
    this.listener = listener;
  }

  /** A setting that was tried, with what it came to. */
  private record Trial(Map<TrainOption, String> solver, int strength, Curve curve) {
    boolean isBetterThan(Trial other) {
      return curve.least() < other.curve.least();
    }
  }

  Map<TrainOption, String> choose() {
    Trial best = losses(adagrad(), MIDDLE);
    if (isSmooth()) {
      Trial other = losses(svrg(), MIDDLE);
      best = other.isBetterThan(best) ? other : best;
    }
    best = climbed(climbed(best, 1), -1);
    Map<TrainOption, String> chosen = with(best.solver, best.strength, rows);
    if (sampled == rows) {
      double enough = Math.ceil(best.curve.epochOfLeast(AS_GOOD));
      chosen.put(TrainOption.EPOCHS, Long.toString((long) enough));
    } else {
      chosen.put(TrainOption.EPOCHS, Integer.toString(epochs));
      if (!config.hasValidation()) {
        chosen.put(
            TrainOption.VALIDATION_FRACTION,
            text(Math.min(VALIDATION_SHARE, MOST_VALIDATION_ROWS / rows)));
        chosen.put(TrainOption.PATIENCE, VALIDATION_PATIENCE);
      }
    }
    return chosen;
  }

  /** Where there are too few rows to hold any out. */
  Map<TrainOption, String> usual() {
    Map<TrainOption, String> usual = with(isSmooth() ? svrg() : adagrad(FIRST_RATE), MIDDLE, rows);
    usual.put(TrainOption.EPOCHS, Integer.toString(epochs));
    return usual;
  }

  private boolean isSmooth() {
    return config.loss().equals(TrainConfig.MULTINOMIAL)
        || Objectives.loss(config.loss(), config.lossParameters()).isSmooth();
  }

  private static Map<TrainOption, String> svrg() {
    return options(TrainOption.OPTIMIZER, VarianceReduction.SVRG);
  }

  /** The strengths of the penalty on one side, as long as each is better than the one before. */
  private Trial climbed(Trial from, int direction) {
    Trial best = from;
    int next = from.strength + direction;
    boolean better = (next - MIDDLE) * direction > 0;
    while (better && next >= 0 && next < STRENGTHS) {
      Trial trial = losses(best.solver, next);
      better = trial.isBetterThan(best);
      best = better ? trial : best;
      next += direction;
    }
    return best;
  }

  /** Adagrad in local steps, with the rate that lowers the objective most in two epochs. */
  private Map<TrainOption, String> adagrad() {
    double rate = FIRST_RATE;
    double least = afterTwoEpochs(rate);
    for (double factor : new double[] {2, 0.5}) {
      boolean better = factor > 1 || rate == FIRST_RATE;
      for (int i = 0; better && i < MOST_DOUBLINGS; i++) {
        double value = afterTwoEpochs(rate * factor);
        better = value < least;
        if (better) {
          least = value;
          rate *= factor;
        }
      }
    }
    return adagrad(rate);
  }

  private static Map<TrainOption, String> adagrad(double rate) {
    Map<TrainOption, String> options = options(TrainOption.OPTIMIZER, "adagrad");
    options.put(TrainOption.LOCAL_STEPS, "auto");
    options.put(TrainOption.RATE, Double.toString(rate));
    return options;
  }

  private double afterTwoEpochs(double rate) {
    Map<TrainOption, String> options = with(adagrad(rate), MIDDLE, search.rows());
    options.put(TrainOption.EPOCHS, "2");
    return search.objective(options);
  }

  private Trial losses(Map<TrainOption, String> solver, int strength) {
    Map<TrainOption, String> options = with(solver, strength, search.rows());
    Map<TrainOption, String> limited = new EnumMap<>(options);
    limited.put(TrainOption.EPOCHS, Integer.toString(epochs));
    Curve curve = search.losses(limited);
    listener.onTrial(text(options), curve.least(), curve.epochOfLeast(AS_GOOD));
    return new Trial(solver, strength, curve);
  }

  private static Map<TrainOption, String> with(
      Map<TrainOption, String> solver, int strength, long rows) {
    Map<TrainOption, String> options = new EnumMap<>(solver);
    double c = StrictMath.pow(10, -4 + 8.0 * strength / (STRENGTHS - 1));
    options.put(TrainOption.L2, text(1 / (c * rows)));
    return options;
  }

  private static Map<TrainOption, String> options(TrainOption option, String value) {
    Map<TrainOption, String> options = new EnumMap<>(TrainOption.class);
    options.put(option, value);
    return options;
  }

  /** The options as a command has them. */
  static String text(Map<TrainOption, String> options) {
    return options.entrySet().stream()
        .map(e -> "--" + e.getKey().option() + " " + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Three digits. */
  private static String text(double value) {
    return Double.toString(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }
}
