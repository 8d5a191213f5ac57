package io.descent.spark;

import io.descent.reduce.Mergeable;

/** What a holding pass brings to the driver: its report, and whether all rows are held. */
final class HeldCensus<R extends Mergeable<R>> implements Mergeable<HeldCensus<R>> {
  private static final long serialVersionUID = 1L;

  private R report;
  private boolean whole;

  HeldCensus(R report, boolean whole) {
    this.report = report;
    this.whole = whole;
  }

  @Override
  public HeldCensus<R> merge(HeldCensus<R> right) {
    report = report.merge(right.report);
    whole &= right.whole;
    return this;
  }

  R report() {
    return report;
  }

  boolean isWhole() {
    return whole;
  }
}
