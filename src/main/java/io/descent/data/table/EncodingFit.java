package io.descent.data.table;

import io.descent.data.Fault;
import io.descent.data.Moments;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the encoding that a first pass asks for. */
final class EncodingFit {
  private final ColumnPlan plan;
  private final TableProfile profile;
  private final boolean centre;
  private final boolean scaleNumbers;
  private final boolean scaleOthers;
  private final List<String> notes = new ArrayList<>();

  private EncodingFit(ColumnPlan plan, TableProfile profile) {
    TableSpec spec = plan.spec();
    this.plan = plan;
    this.profile = profile;
    this.scaleNumbers = spec.standardize() != Standardize.FALSE;
    this.scaleOthers = spec.standardize() == Standardize.TRUE;
    this.centre = scaleNumbers && spec.intercept();
  }

  static EncodingFit of(ColumnPlan plan, TableProfile profile) {
    return new EncodingFit(plan, profile);
  }

  /**
   * The encoding; its hashed slots are not scaled yet.
   *
   * @throws UserException DATA when a column cannot be encoded
   */
  TableEncoding encoding() {
    List<FeatureColumn> columns = new ArrayList<>();
    boolean hashed = false;
    for (int f = 0; f < plan.features(); f++) {
      FeatureColumn column = column(f);
      hashed |= column.width() == 0;
      columns.add(column);
    }
    return TableEncoding.of(columns, hashed ? plan.spec().hashBits() : 0);
  }

  /** What a person should know about the columns, in their order. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private FeatureColumn column(int f) {
    ColumnProfile column = profile.column(f);
    return switch (column.kind(plan.reading(f))) {
      case TIME ->
          TimeColumn.of(plan.name(f), column.hours(), scaleOthers ? timeSigmas(column) : null);
      case TEXT -> plan.spec().hashBits() > 0 ? HashedColumn.of(plan.name(f)) : category(f, column);
      default -> numeric(f, column);
    };
  }

  private NumericColumn numeric(int f, ColumnProfile column) {
    if (column.nonFinite() != null) {
      throw new IllegalStateException("to be checked before: " + column.nonFinite().message());
    }
    Moments moments = profile.moments();
    boolean zeros = plan.spec().missing() == Missing.ZERO;
    double mean = zeros ? moments.mean(f) : moments.presentMean(f);
    double present = moments.presentWeight(f);
    double share = present > 0 ? present / profile.weight() : 0;
    double sigma =
        zeros ? moments.sigma(f) : moments.presentSigma(f) * StrictMath.sqrt(Math.min(1, share));
    if (!(Double.isFinite(mean) && Double.isFinite(sigma))) {
      throw UserException.of(
          ExitCode.DATA,
          "column '"
              + plan.name(f)
              + "' holds numbers too large for a mean and a deviation; divide them, or leave the"
              + " column out of --numeric");
    }
    if (column.isEmpty()) {
      notes.add("column '" + plan.name(f) + "' is empty in every row; it is taken as the number 0");
    } else if (sigma == 0) {
      notes.add(
          "column '"
              + plan.name(f)
              + "' is the same in every row; its weight stays 0 where it is"
              + " standardised");
    }
    return NumericColumn.of(plan.name(f), plan.spec().missing(), mean, sigma, centre, scaleNumbers);
  }

  private CategoryColumn category(int f, ColumnProfile column) {
    ValueCounts values = column.values();
    if (values.exceeded() > 0) {
      String other = column.firstOther();
      throw UserException.of(
          ExitCode.DATA,
          "column '"
              + plan.name(f)
              + "' is text with more than "
              + ColumnProfile.MAX_VALUES
              + " different values"
              + (other == null
                  ? ""
                  : " (the first that is no number: " + BadCellException.shown(other) + ")")
              + "; use --hash-bits 18, or name the features with --numeric and --categorical");
    }
    double[] sigmas = null;
    if (scaleOthers) {
      double[] weights = values.sortedWeights();
      sigmas = new double[weights.length + 2];
      for (int v = 0; v < weights.length; v++) {
        sigmas[v] = sigma(weights[v]);
      }
      sigmas[weights.length] = sigma(column.missingWeight());
    }
    return CategoryColumn.of(plan.name(f), values.sorted(), sigmas);
  }

  private double[] timeSigmas(ColumnProfile column) {
    double[] weights = column.timeWeights();
    int from = column.hours() ? 0 : 24;
    double[] sigmas = new double[weights.length - from + 1];
    for (int s = from; s < weights.length; s++) {
      sigmas[s - from] = sigma(weights[s]);
    }
    sigmas[weights.length - from] = sigma(column.missingWeight());
    return sigmas;
  }

  /** Deviation of a feature that is 1 in rows of a certain weight and 0 in the others. */
  private double sigma(double weight) {
    double share = Math.min(1, weight / profile.weight());
    return share > 0 ? StrictMath.sqrt(share * (1 - share)) : 0;
  }

  /** The first cell that keeps a column of numbers from being one, or null. */
  static @Nullable Fault fault(ColumnPlan plan, TableProfile profile) {
    if (profile.fault() != null) {
      return profile.fault();
    }
    for (int f = 0; f < plan.features(); f++) {
      ColumnProfile column = profile.column(f);
      if (column.nonFinite() != null && column.kind(plan.reading(f)) == Reading.NUMBER) {
        return column.nonFinite();
      }
    }
    return null;
  }
}
