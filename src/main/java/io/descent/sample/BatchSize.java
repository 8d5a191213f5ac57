package io.descent.sample;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows each step reads: the same number always, or one that grows with steps, which does
 * for the noise of a gradient what a shrinking rate does (Smith, Kindermans, Ying &amp; Le, "Don't
 * decay the learning rate, increase the batch size", ICLR 2018).
 *
 * <p>With j = ⌊step/K⌋ it is {@code times F every K max M}: min(M, ⌊B·Fʲ⌋), or {@code add A every K
 * max M}: min(M, B + A·j). It never shrinks. Immutable.
 */
public final class BatchSize implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How growth is written. */
  public static final String GRAMMAR =
      "\"times F every STEPS max ROWS\" with F above 1, or \"add ROWS every STEPS max ROWS\"";

  private static final Pattern GROWTH =
      Pattern.compile("(times|add) +([0-9]+(?:\\.[0-9]+)?) +every +([0-9]+) +max +([0-9]+)");

  /** The most rows that a step grows to, or draws with replacement. */
  static final long MOST = 1L << 30;

  private final long first;
  private final double factor;
  private final long summand;
  private final long every;
  private final long most;

  private BatchSize(long first, double factor, long summand, long every, long most) {
    this.first = first;
    this.factor = factor;
    this.summand = summand;
    this.every = every;
    this.most = most;
  }

  /**
   * The same number of rows in every step.
   *
   * @param rows B ≥ 1
   */
  public static BatchSize constant(long rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + rows);
    }
    return new BatchSize(rows, 1, 0, Long.MAX_VALUE, rows);
  }

  /**
   * A number of rows that grows.
   *
   * @param rows B ≥ 1, that of step 0
   * @param growth in the form of {@link #GRAMMAR}
   * @throws IllegalArgumentException when it is not, or M is below B
   */
  public static BatchSize growing(long rows, String growth) {
    constant(rows);
    Matcher parts = GROWTH.matcher(growth.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected " + GRAMMAR + ", got \"" + growth + "\"");
    }
    boolean times = parts.group(1).equals("times");
    double factor = times ? Double.parseDouble(parts.group(2)) : 1;
    long summand = times ? 0 : integer(parts.group(2), growth);
    long every = integer(parts.group(3), growth);
    long most = integer(parts.group(4), growth);
    if (!(times ? factor > 1 && factor <= MOST : summand >= 1 && summand <= MOST)
        || every < 1
        || most > MOST) {
      throw new IllegalArgumentException(
          "expected "
              + GRAMMAR
              + ", at least one step and one row and at most "
              + MOST
              + " rows, got \""
              + growth
              + "\"");
    }
    if (most < rows) {
      throw new IllegalArgumentException(
          "max " + most + " is below the batch size it begins with, " + rows);
    }
    return new BatchSize(rows, factor, summand, every, most);
  }

  private static long integer(String digits, String growth) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected " + GRAMMAR + ", got \"" + growth + "\"", e);
    }
  }

  /** The rows of a step, ≥ 1. */
  public long at(long step) {
    return ofStage(step / every);
  }

  /** How many steps have the same number of rows, until it grows. */
  long stageSteps() {
    return every;
  }

  /** The rows of the steps after so many times of growing, ≥ 1. */
  long ofStage(long stage) {
    if (stage == 0) {
      return first;
    }
    if (summand > 0) {
      return stage > (most - first) / summand ? most : first + summand * stage;
    }
    double grown = (double) first * StrictMath.pow(factor, (double) stage);
    return grown < most ? (long) grown : most;
  }

  /** The rows of the largest step. */
  public long most() {
    return most;
  }

  /**
   * The smallest T with Σ_{t&lt;T} min(B_t, cap) ≥ epochs·rows, exactly, or {@link Long#MAX_VALUE}
   * where it is beyond that.
   *
   * @param epochs taken as the decimal number it prints as
   * @param rows n
   * @param cap the most rows that a step can read
   */
  long steps(double epochs, long rows, long cap) {
    BigInteger wanted =
        BigDecimal.valueOf(epochs)
            .multiply(BigDecimal.valueOf(rows))
            .setScale(0, RoundingMode.CEILING)
            .toBigIntegerExact();
    BigInteger stageSteps = BigInteger.valueOf(every);
    BigInteger steps = BigInteger.ZERO;
    for (long stage = 0; wanted.signum() > 0; stage++) {
      long size = Math.max(1, Math.min(cap, ofStage(stage)));
      BigInteger batch = BigInteger.valueOf(size);
      BigInteger needed = wanted.add(batch).subtract(BigInteger.ONE).divide(batch);
      boolean grows = size < Math.min(cap, most);
      BigInteger taken = grows ? needed.min(stageSteps) : needed;
      steps = steps.add(taken);
      wanted = wanted.subtract(taken.multiply(batch));
    }
    return steps.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  @Override
  public String toString() {
    if (every == Long.MAX_VALUE) {
      return Long.toString(first);
    }
    return first
        + (summand > 0 ? " add " + summand : " times " + factor)
        + " every "
        + every
        + " max "
        + most;
  }
}
