package io.descent.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every rule and wrapper with the rates that tests run it with: a new rule is a new row. */
public final class RuleTable {
  /** A rate, and whether it falls over the run to a millionth of itself. */
  public record Rate(double start, boolean falls) {
    /** The rate as a schedule over a number of steps. */
    public LearningRate over(long steps) {
      return (step, slots) -> falls ? start * StrictMath.pow(1e-6, (double) step / steps) : start;
    }
  }

  /**
   * A rule.
   *
   * @param parabola its rate on Σx²
   * @param rosenbrock its rate on Rosenbrock's function
   * @param penalised its rate on a penalised logistic regression
   */
  public record Row(String label, UpdateRule rule, Rate parabola, Rate rosenbrock, Rate penalised) {
    @Override
    public String toString() {
      return label;
    }
  }

  private RuleTable() {}

  private static Rate at(double start) {
    return new Rate(start, false);
  }

  private static Rate from(double start) {
    return new Rate(start, true);
  }

  /**
   * The rules of every name, with their defaults; adamw without decay, so that it has F to reach.
   */
  public static List<Row> named() {
    return List.of(
        row("sgd", at(0.1), at(0.001), at(1)),
        row("momentum", at(0.03), at(3e-4), at(0.1)),
        row("ema-momentum", at(0.1), at(0.003), at(1)),
        row("nesterov", at(0.03), at(3e-4), at(0.1)),
        row("adagrad", at(0.3), at(0.3), at(1)),
        row("adadelta", at(0.3), from(1), at(1)),
        row("rmsprop", from(0.1), from(0.003), from(0.1)),
        row("adam", at(0.03), from(0.1), at(0.03)),
        row("amsgrad", at(0.03), at(0.03), at(0.03)),
        new Row(
            "adamw",
            UpdateRules.byName("adamw", Map.of("weight-decay", "0"), null),
            at(0.03),
            from(0.1),
            at(0.03)),
        row("nadam", at(0.03), from(0.1), from(0.3)),
        row("adamax", at(0.03), from(0.03), at(0.03)),
        row("ftrl", at(0.3), at(0.3), at(1)),
        row("lion", from(0.1), from(0.003), from(0.1)));
  }

  private static Row row(String name, Rate parabola, Rate rosenbrock, Rate penalised) {
    return new Row(name, UpdateRules.byName(name, Map.of(), null), parabola, rosenbrock, penalised);
  }

  /** Every rule, its variants, and what may be put around it. */
  public static List<Row> all() {
    UpdateRule momentum = Momentum.of(0.9);
    UpdateRule adam = Adam.of(0.9, 0.999, 1e-8);
    List<Row> rows = new ArrayList<>(named());
    rows.add(new Row("dampened momentum", Momentum.of(0.9, 0.5), at(0.03), at(3e-4), at(0.1)));
    rows.add(
        new Row(
            "centered rmsprop",
            RmsProp.of(0.99, 1e-8, 0, true),
            from(0.1),
            from(0.003),
            from(0.1)));
    rows.add(
        new Row(
            "rmsprop with momentum",
            RmsProp.of(0.99, 1e-8, 0.9, false),
            from(0.01),
            from(0.003),
            from(0.1)));
    rows.add(
        new Row(
            "centered rmsprop with momentum",
            RmsProp.of(0.99, 1e-8, 0.9, true),
            from(0.01),
            from(0.003),
            from(0.1)));
    rows.add(
        new Row("adagrad with an initial sum", Adagrad.of(1e-7, 0, 0.1), at(0.3), at(0.3), at(1)));
    rows.add(new Row("clipped norm", ClipNorm.of(momentum, 0.5), at(0.1), at(3e-4), at(0.1)));
    rows.add(new Row("clipped values", ClipValue.of(momentum, 0.01), at(0.1), at(0.003), at(0.1)));
    rows.add(new Row("lookahead", Lookahead.of(momentum, 5, 0.5), at(0.1), at(0.001), at(0.1)));
    rows.add(new Row("no decay", WeightDecay.of(momentum, 0, null), at(0.03), at(3e-4), at(0.1)));
    rows.add(
        new Row(
            "all of them",
            Lookahead.of(ClipValue.of(ClipNorm.of(adam, 0.5), 0.1), 5, 0.5),
            at(0.03),
            from(0.1),
            at(0.03)));
    return rows;
  }
}
