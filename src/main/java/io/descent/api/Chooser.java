package io.descent.api;

import io.descent.objective.Objective;
import io.descent.penalty.Penalty;
import io.descent.train.StepListener;
import io.descent.train.Svrg;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The order in which {@link Choice} tries settings, and what it takes. */
final class Chooser {
  private static final int STRENGTHS = 10;
  private static final int MIDDLE = 4;
  private static final double FIRST_RATE = 0.5;
  private static final int MOST_DOUBLINGS = 14;

  /** A loss this little above the least is as good, and costs fewer epochs. */
  private static final double AS_GOOD = 1e-3;

  /** Share of the held-out loss that a weaker penalty has to gain, and a stronger may not lose. */
  private static final double WORTH = 5e-3;

  /** The same where no other folds tell what may be chance. */
  private static final double CHANCE_OF_ONE = 0.02;

  /** Share that a stronger penalty may lose in any case. */
  private static final double TIE = 1e-3;

  private static final int MOST_EPOCHS = 100;
  private static final int SHORT_EPOCHS = 40;
  private static final int FEWER_EPOCHS = 20;
  private static final double VALIDATION_SHARE = 0.05;
  private static final double MOST_VALIDATION_ROWS = 50_000;
  private static final String VALIDATION_PATIENCE = "2";

  /** Relative change of F from some rounds of {@code svrg} to the next, at the optimum. */
  private static final String AT_REST = "1.0E-6";

  /** How many: more than go back one after the other, and are as good as the last. */
  private static final String ROUNDS = "4";

  private final TrainConfig config;
  private final Search search;
  private final boolean isShort;
  private final long rows;
  private final long sampled;
  private final int epochs;
  private final StepListener listener;

  /**
   * A chooser.
   *
   * @param isShort whether {@code svrg} ends at the optimum in few rounds
   * @param rows of the training
   * @param sampled of them, those of the search
   */
  Chooser(
      TrainConfig config,
      Search search,
      boolean isShort,
      long rows,
      long sampled,
      StepListener listener) {
    this.config = config;
    this.search = search;
    this.isShort = isShort;
    this.rows = rows;
    this.sampled = sampled;
    this.epochs = search.isSmall() ? MOST_EPOCHS : isShort ? SHORT_EPOCHS : FEWER_EPOCHS;
    this.listener = listener;
  }

  /** A setting that was tried, with what it came to. */
  private record Trial(Map<TrainOption, String> solver, int strength, Search.Fit fit) {
    double loss() {
      return fit.mean().loss();
    }

    /** Of a weaker penalty, which has to gain more than what may be chance. */
    boolean isWorthMoreThan(Trial other) {
      double scale = Math.abs(other.loss());
      double chance = fit.isOne() ? CHANCE_OF_ONE * scale : fit.noise(other.fit);
      return loss() < other.loss() - Math.max(WORTH * scale, chance);
    }

    /** Of a stronger penalty, which may lose what may be chance, within limits. */
    boolean isAsGoodAs(Trial other) {
      double scale = Math.abs(other.loss());
      double chance = Math.min(WORTH * scale, fit.noise(other.fit));
      return loss() < other.loss() + Math.max(TIE * scale, chance);
    }
  }

  Map<TrainOption, String> choose() {
    Trial first = trial(isShort ? svrg() : adagrad(), MIDDLE, null);
    Trial best = climbed(first);
    if (!isShort) {
      Trial faster = hastened(best);
      best = faster.solver.equals(best.solver) ? best : climbed(faster);
    }
    Map<TrainOption, String> chosen = with(best.solver, best.strength, rows);
    if (isShort) {
      toOptimum(chosen);
    } else if (sampled == rows) {
      double enough = Math.ceil(best.fit.mean().epochOfLoss(AS_GOOD));
      chosen.put(TrainOption.EPOCHS, Long.toString((long) enough));
    } else {
      chosen.put(TrainOption.EPOCHS, Integer.toString(MOST_EPOCHS));
      if (!config.hasValidation()) {
        chosen.put(
            TrainOption.VALIDATION_FRACTION,
            text(Math.min(VALIDATION_SHARE, MOST_VALIDATION_ROWS / rows)));
        chosen.put(TrainOption.PATIENCE, VALIDATION_PATIENCE);
      }
    }
    return chosen;
  }

  /** An end where F has come to rest, unless another criterion is given. */
  private void toOptimum(Map<TrainOption, String> options) {
    options.put(TrainOption.EPOCHS, Integer.toString(MOST_EPOCHS));
    if (!config.isGiven(TrainOption.TOLERANCE) && !config.isGiven(TrainOption.STOP)) {
      options.put(TrainOption.TOLERANCE, AT_REST);
      options.put(TrainOption.WINDOW, ROUNDS);
    }
  }

  /** Where there are too few rows to hold any out. */
  Map<TrainOption, String> usual() {
    Map<TrainOption, String> usual = with(isShort ? svrg() : adagrad(FIRST_RATE), MIDDLE, rows);
    usual.put(TrainOption.EPOCHS, Integer.toString(epochs));
    return usual;
  }

  /** Whether {@code svrg} applies, and ends at the optimum in few rounds. */
  static boolean isShort(
      TrainConfig config, Objective objective, Function<TrainConfig, Penalty> penalties) {
    boolean isSmooth =
        config.loss().equals(TrainConfig.MULTINOMIAL)
            || Objectives.loss(config.loss(), config.lossParameters()).isSmooth();
    return isSmooth
        && Svrg.isShort(objective, penalties.apply(config.with(with(svrg(), MIDDLE, 1))));
  }

  private static Map<TrainOption, String> svrg() {
    return options(TrainOption.OPTIMIZER, VarianceReduction.SVRG);
  }

  /** Weaker penalties, or else stronger ones. */
  private Trial climbed(Trial from) {
    Trial weaker = climbed(from, 1);
    return weaker.strength == from.strength ? climbed(from, -1) : weaker;
  }

  /** The strengths of the penalty on one side, as long as each is preferred to those before. */
  private Trial climbed(Trial from, int direction) {
    Trial best = from;
    Trial least = from;
    int next = from.strength + direction;
    boolean preferred = true;
    while (preferred && next >= 0 && next < STRENGTHS) {
      Trial trial = trial(best.solver, next, best.fit);
      preferred = direction > 0 ? trial.isWorthMoreThan(best) : trial.isAsGoodAs(least);
      best = preferred ? trial : best;
      least = trial.loss() < least.loss() ? trial : least;
      next += direction;
    }
    return best;
  }

  /**
   * Higher rates, as long as the held-out loss falls. The rate that lowers the objective most at
   * first is too low where rows are few and long: it learns the frequent features alone.
   */
  private Trial hastened(Trial from) {
    Trial best = from;
    boolean better = true;
    for (int i = 0; better && i < MOST_DOUBLINGS; i++) {
      double rate =
          2 * Double.parseDouble(Objects.requireNonNull(best.solver.get(TrainOption.RATE)));
      Trial next = trial(adagrad(rate), best.strength, null);
      better = next.loss() < best.loss();
      best = better ? next : best;
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

  private Trial trial(Map<TrainOption, String> solver, int strength, Search.@Nullable Fit near) {
    Map<TrainOption, String> options = with(solver, strength, search.rows());
    Map<TrainOption, String> limited = new EnumMap<>(options);
    limited.put(TrainOption.EPOCHS, Integer.toString(epochs));
    Search.Fit fit = isShort ? search.optimum(limited, near) : search.train(limited);
    listener.onTrial(text(options), fit.mean().loss(), fit.mean().epochOfLoss(AS_GOOD));
    return new Trial(solver, strength, fit);
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
