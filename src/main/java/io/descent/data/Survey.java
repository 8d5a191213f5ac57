package io.descent.data;

import io.descent.reduce.Mergeable;

/**
 * What a first pass over the data learns before blocks are made: the report with all classes, and
 * the moments of the features.
 */
public final class Survey implements Mergeable<Survey> {
  private static final long serialVersionUID = 1L;

  private final LoadReport report;
  private final Moments moments;

  private Survey(LoadReport report, Moments moments) {
    this.report = report;
    this.moments = moments;
  }

  public static Survey of(LoadReport report, Moments moments) {
    return new Survey(report, moments);
  }

  public LoadReport report() {
    return report;
  }

  /** Of no rows when they were not asked for. */
  public Moments moments() {
    return moments;
  }

  @Override
  public Survey merge(Survey right) {
    return new Survey(report.merge(right.report), moments.merge(right.moments));
  }
}
