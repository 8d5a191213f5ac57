package io.descent.optim.schedule;

import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.rate.Adaptive;
import io.descent.optim.rate.Cosine;
import io.descent.optim.rate.CosineRestarts;
import io.descent.optim.rate.Exponential;
import io.descent.optim.rate.InverseScaling;
import io.descent.optim.rate.InverseTime;
import io.descent.optim.rate.MultiStep;
import io.descent.optim.rate.NaturalExponential;
import io.descent.optim.rate.OneCycle;
import io.descent.optim.rate.Optimal;
import io.descent.optim.rate.Plateau;
import io.descent.optim.rate.Polynomial;
import io.descent.optim.rate.StepDecay;
import io.descent.optim.rate.Warmup;
import java.util.List;

/**
 * A kind of schedule: its name, its words, and what they make.
 *
 * @param name as it is written
 * @param syntax of the words behind the name
 * @param length the parameters whose sum is the length; none when the schedule goes on for ever
 */
record Kind(String name, Syntax syntax, List<String> length, Maker maker) {
  static final String WARMUP = "warmup";
  static final String OPTIMAL = "optimal";

  /** How long a schedule that is not the last is to run. */
  static final String FOR = "for";

  /** Makes the rate of a schedule. */
  interface Maker {
    LearningRate make(Arguments given, Place place);
  }

  /**
   * Where a schedule stands.
   *
   * @param next what follows; the same as a constant rate for the last
   * @param position 1, 2, …
   */
  record Place(RateContext context, LearningRate next, int position) {
    double rate() {
      return context.rate();
    }

    /** What the names of its slots begin with. */
    String prefix() {
      return position + ".";
    }
  }

  /** All kinds, in the order in which they are shown. */
  static final List<Kind> ALL =
      List.of(
          kind("constant", "", (given, place) -> LearningRates.constant(place.rate())),
          kind("inverse-sqrt", "", (given, place) -> LearningRates.inverseSqrt(place.rate())),
          kind(
              "inverse-time",
              "K",
              (given, place) -> new InverseTime(place.rate(), given.number(""))),
          kind(
              "invscaling",
              "P",
              (given, place) -> new InverseScaling(place.rate(), given.number(""))),
          kind(OPTIMAL, "", (given, place) -> new Optimal(place.context().penalty())),
          kind(
              "exponential",
              "G [every N=1] [from N=0] [floor R=0]",
              (given, place) ->
                  new Exponential(
                      place.rate(),
                      given.number(""),
                      given.count("every"),
                      given.count("from"),
                      given.number("floor"))),
          kind(
              "natural-exponential",
              "K",
              (given, place) -> new NaturalExponential(place.rate(), given.number(""))),
          kind(
              "step",
              "G every N",
              (given, place) ->
                  new StepDecay(place.rate(), given.number(""), given.count("every"))),
          kind(
              "multi-step",
              "G at N …",
              (given, place) -> new MultiStep(place.rate(), given.number(""), given.counts("at"))),
          kind(
              "polynomial",
              "N [power P=1] [end R=0] [from N=0]",
              (given, place) ->
                  new Polynomial(
                      place.rate(),
                      given.count(""),
                      given.number("power"),
                      given.number("end"),
                      given.count("from")),
              "",
              "from"),
          kind(
              "cosine",
              "N [end R=0]",
              (given, place) -> new Cosine(place.rate(), given.count(""), given.number("end")),
              ""),
          kind(
              "cosine-restarts",
              "N [times C=1] [end R=0]",
              (given, place) ->
                  new CosineRestarts(
                      place.rate(), given.count(""), given.count("times"), given.number("end"))),
          kind(
              "one-cycle",
              "N [pct-start S=0.3] [div D=25] [final-div D=1e4]",
              (given, place) ->
                  new OneCycle(
                      place.rate(),
                      given.count(""),
                      given.number("pct-start"),
                      given.number("div"),
                      given.number("final-div")),
              ""),
          kind(WARMUP, "N", (given, place) -> new Warmup(place.next(), given.count("")), ""),
          kind(
              "plateau",
              "[factor G=0.1] [patience C=10] [threshold X=1e-4] [cooldown C=0] [floor R=0]",
              (given, place) ->
                  Plateau.of(
                      place.rate(),
                      new Plateau.Settings(
                          given.number("factor"),
                          given.count("patience"),
                          given.number("threshold"),
                          given.count("cooldown"),
                          given.number("floor")),
                      place.context().stepsPerEpoch(),
                      place.prefix())),
          kind(
              "adaptive",
              "[patience C=5] [tolerance X=1e-3]",
              (given, place) ->
                  Adaptive.of(
                      place.rate(),
                      given.count("patience"),
                      given.number("tolerance"),
                      place.context().stepsPerEpoch(),
                      place.prefix())));

  private static Kind kind(String name, String words, Maker maker, String... length) {
    return new Kind(name, Syntax.of((words + " [" + FOR + " N]").strip()), List.of(length), maker);
  }

  /** How it is written, but for its length in a sequence. */
  String usage() {
    return (name + " " + syntax.text().replace("[" + FOR + " N]", "")).strip();
  }

  boolean isWarmup() {
    return name.equals(WARMUP);
  }
}
