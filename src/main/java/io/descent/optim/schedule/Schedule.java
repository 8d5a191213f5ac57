package io.descent.optim.schedule;

import io.descent.error.Nearest;
import io.descent.optim.LearningRate;
import io.descent.optim.LearningRates;
import io.descent.optim.rate.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of the learning rate as it is written: one or more kinds with their words, such as
 * {@code warmup 5%, cosine all}. They run one after the other, each from η₀ and from its own step
 * 0; the last goes on for ever. Immutable.
 *
 * <p>With {@code %} or {@code all} a rate depends on the number of steps of the training: one that
 * is resumed with another number of steps goes on with other rates.
 */
public final class Schedule {
  /** What may be written, in one line. */
  public static final String GRAMMAR =
      "one or more of these with commas between them: "
          + Kind.ALL.stream().map(Kind::usage).collect(Collectors.joining("; "))
          + " (what is in brackets may be left out; N is a number of steps, or 3epochs, 5% or all;"
          + " a schedule without a length of its own that is not the last needs 'for N' at its end)";

  private record Part(Kind kind, Map<String, List<Quantity>> given) {
    Arguments arguments(RateContext context, long start) {
      Map<String, List<Double>> values = new LinkedHashMap<>();
      given.forEach(
          (word, quantities) ->
              values.put(
                  word, quantities.stream().map(quantity -> quantity.in(context, start)).toList()));
      return new Arguments(values);
    }

    boolean isCut() {
      return given.containsKey(Kind.FOR);
    }

    boolean ends() {
      return isCut() || !kind.length().isEmpty();
    }

    long length(Arguments arguments) {
      return isCut()
          ? arguments.count(Kind.FOR)
          : kind.length().stream().mapToLong(arguments::count).reduce(0, Sequence::end);
    }
  }

  private final List<Part> parts;

  private Schedule(List<Part> parts) {
    this.parts = parts;
  }

  /** The names of the kinds. */
  public static List<String> names() {
    return Kind.ALL.stream().map(Kind::name).toList();
  }

  /**
   * The schedule of a text.
   *
   * @throws IllegalArgumentException with the grammar, the text, and what is wrong with it
   */
  public static Schedule parse(String text) {
    try {
      return checked(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a schedule is " + GRAMMAR + "; got '" + text + "': " + e.getMessage(), e);
    }
  }

  /** What is wrong with a text, or null when nothing is. */
  public static @Nullable String fault(String text) {
    try {
      checked(text);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Schedule checked(String text) {
    Schedule schedule = read(text);
    // A number out of its range shows when a rate is made, whatever the counts of steps are.
    schedule.rate(new RateContext(1, 1, epochs -> 1, 1));
    return schedule;
  }

  private static Schedule read(String text) {
    List<Part> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(part(part.strip()));
    }
    for (int i = 0; i + 1 < parts.size(); i++) {
      if (!parts.get(i).ends()) {
        throw new IllegalArgumentException(
            parts.get(i).kind().name() + " never ends, so nothing can follow it; give it 'for N'");
      }
    }
    Part last = parts.get(parts.size() - 1);
    if (last.kind().isWarmup()) {
      throw new IllegalArgumentException("nothing follows warmup; add what it warms up for");
    }
    if (last.isCut()) {
      throw new IllegalArgumentException(
          "nothing follows " + last.kind().name() + ", which goes on for ever; leave out 'for'");
    }
    return new Schedule(List.copyOf(parts));
  }

  private static Part part(String text) {
    List<String> words = Arrays.asList(text.split("\\s+"));
    String name = words.get(0);
    for (Kind kind : Kind.ALL) {
      if (kind.name().equals(name)) {
        try {
          return new Part(kind, kind.syntax().read(words.subList(1, words.size())));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
      }
    }
    throw new IllegalArgumentException(
        name.isEmpty()
            ? "a schedule is missing"
            : "there is no schedule " + name + "; " + Nearest.advice(name, names()));
  }

  /** Whether the rate η₀ matters; {@code optimal} sets its own. */
  public boolean usesRate() {
    return parts.stream()
        .anyMatch(part -> !part.kind().isWarmup() && !part.kind().name().equals(Kind.OPTIMAL));
  }

  /** Whether there must be a penalty, from whose strength the rate follows. */
  public boolean needsPenalty() {
    return parts.stream().anyMatch(part -> part.kind().name().equals(Kind.OPTIMAL));
  }

  /**
   * The rate of a training.
   *
   * @throws IllegalArgumentException when there is no penalty where it needs one, or η₀ is not
   *     above 0
   */
  public LearningRate rate(RateContext context) {
    List<Arguments> arguments = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    long start = 0;
    for (Part part : parts) {
      Arguments given = part.arguments(context, start);
      arguments.add(given);
      if (lengths.size() + 1 < parts.size()) {
        long length = part.length(given);
        lengths.add(length);
        start = Sequence.end(start, length);
      }
    }
    // From the last: a warm-up must know what it leads to.
    List<LearningRate> rates = new ArrayList<>();
    LearningRate next = LearningRates.constant(context.rate());
    for (int i = parts.size() - 1; i >= 0; i--) {
      next = make(parts.get(i).kind(), arguments.get(i), new Kind.Place(context, next, i + 1));
      rates.add(next);
    }
    Collections.reverse(rates);
    return rates.size() == 1 ? next : Sequence.of(rates, lengths);
  }

  private static LearningRate make(Kind kind, Arguments arguments, Kind.Place place) {
    try {
      return kind.maker().make(arguments, place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(kind.name() + ": " + e.getMessage(), e);
    }
  }
}
