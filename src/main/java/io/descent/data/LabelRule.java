package io.descent.data;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a number that stands as the label of a row. Immutable, small, and travels to the
 * tasks of a cluster.
 */
public final class LabelRule implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 10;

  private final LabelDomain domain;
  private final @Nullable LabelTest test;
  private final double @Nullable [] classes;
  private final @Nullable LabelNames names;

  private LabelRule(LabelDomain domain, @Nullable LabelTest test, double @Nullable [] classes) {
    this(domain, test, classes, null);
  }

  private LabelRule(
      LabelDomain domain,
      @Nullable LabelTest test,
      double @Nullable [] classes,
      @Nullable LabelNames names) {
    this.domain = domain;
    this.test = test;
    this.classes = classes;
    this.names = names;
  }

  /** Every finite number is taken as it stands. */
  public static LabelRule real() {
    return quantity(LabelDomain.REAL);
  }

  /** Every number of a domain of quantities is taken as it stands; others are refused. */
  public static LabelRule quantity(LabelDomain domain) {
    return new LabelRule(domain, null, null);
  }

  /**
   * 0 and 1 as they stand, or −1 as 0. Other labels pass, so that all of them can be named: {@link
   * #check} refuses them once all rows are read.
   */
  public static LabelRule binary() {
    return new LabelRule(LabelDomain.BINARY, null, null);
  }

  /** 1 where a test holds, else 0. */
  public static LabelRule positiveWhere(LabelTest test) {
    return new LabelRule(LabelDomain.BINARY, test, null);
  }

  /**
   * The index of the label among the classes.
   *
   * @param ascending the labels of the training data, as {@link LabelCensus#numbers} gives them
   */
  public static LabelRule classes(double[] ascending) {
    return new LabelRule(LabelDomain.CLASSES, null, ascending.clone());
  }

  /** Rows have any number of these labels, and are not asked for one. */
  public static LabelRule sets(LabelNames names) {
    return new LabelRule(LabelDomain.LABEL_SETS, null, null, names);
  }

  /** The labels that rows have any number of, or null where each has one. */
  public @Nullable LabelNames names() {
    return names;
  }

  /**
   * The label to train with, or NaN when it is not one of the classes, or not in the domain of
   * quantities; {@link #refusal} says why.
   */
  public double apply(double raw) {
    if (test != null) {
      return test.positive(raw) ? 1 : 0;
    }
    if (classes != null) {
      int at = Arrays.binarySearch(classes, raw + 0.0);
      return at < 0 ? Double.NaN : at;
    }
    if (domain.isQuantity()) {
      return domain.allows(raw) ? raw : Double.NaN;
    }
    return domain == LabelDomain.BINARY && raw == -1 ? 0 : raw;
  }

  /** What to say of a label that {@link #apply} refused. */
  public String refusal(double raw) {
    if (domain.isQuantity()) {
      return "label "
          + LabelCensus.number(raw)
          + "; this loss takes "
          + domain.allowed()
          + "; mend or drop such rows, or use a loss of any number, such as squared";
    }
    StringBuilder known = new StringBuilder();
    double[] all = classes == null ? new double[0] : classes;
    for (int i = 0; i < Math.min(SHOWN, all.length); i++) {
      known.append(i == 0 ? "" : ", ").append(LabelCensus.number(all[i]));
    }
    return "label "
        + LabelCensus.number(raw)
        + " was not in the training data, which have "
        + known
        + (all.length > SHOWN ? ", …" : "")
        + "; leave such rows out, or train again with them";
  }

  /**
   * Refuses labels that binary losses cannot take, once all rows are read.
   *
   * @param seen the labels as they stand in the data
   * @throws UserException DATA naming the labels seen, those allowed, and the way out
   */
  public void check(LabelCensus seen) {
    check(seen, null);
  }

  /** As {@link #check(LabelCensus)}, naming the files where the labels stand. */
  public void check(LabelCensus seen, @Nullable String paths) {
    if (domain != LabelDomain.BINARY || test != null) {
      return;
    }
    double[] labels = seen.numbers();
    boolean zero = Arrays.binarySearch(labels, 0) >= 0;
    boolean minus = Arrays.binarySearch(labels, -1) >= 0;
    boolean other = seen.more() || Arrays.stream(labels).anyMatch(y -> y != 0 && Math.abs(y) != 1);
    if (other || (zero && minus)) {
      throw UserException.of(
          ExitCode.DATA,
          (paths == null ? "" : paths + ": ")
              + "the labels are "
              + seen.show(SHOWN)
              + "; allowed are "
              + domain.allowed()
              + (other ? "" : ", not a mixture")
              + "; say when training which are positive, for example --positive \"label > "
              + LabelCensus.number(labels.length > 1 && !other ? 0 : threshold(labels))
              + "\"");
    }
  }

  /** The label below the largest, so that the example divides the labels. */
  private static double threshold(double[] labels) {
    return labels[Math.max(0, labels.length - 2)];
  }

  /**
   * The classes of a training data set.
   *
   * @param seen its labels
   * @return the labels ascending
   * @throws UserException DATA when there are too many to be classes
   */
  public static double[] classesOf(LabelCensus seen) {
    if (seen.more()) {
      throw UserException.of(
          ExitCode.DATA,
          "the labels are "
              + seen.show(SHOWN)
              + ": more than "
              + LabelCensus.MOST_CLASSES
              + " distinct ones, which is the most classes that a model takes; for a label that"
              + " is a quantity use --loss squared");
    }
    return seen.numbers();
  }
}
