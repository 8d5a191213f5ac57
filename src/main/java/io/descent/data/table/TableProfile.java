package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.Moments;
import io.descent.reduce.Mergeable;
import org.jspecify.annotations.Nullable;

/** What the first pass learns of a table: the columns, the labels, the rows. */
public final class TableProfile implements Mergeable<TableProfile> {
  private static final long serialVersionUID = 1L;

  /** Distinct labels that are kept. */
  static final int MAX_LABELS = 10_000;

  private final ColumnProfile[] columns;
  private final Moments moments = Moments.empty();
  private final ValueCounts labels = new ValueCounts();
  private long rows;
  private double weight;
  private Checksums checksums = Checksums.none();
  private @Nullable Fault fault;

  private TableProfile(int features) {
    columns = new ColumnProfile[features];
    for (int f = 0; f < features; f++) {
      columns[f] = new ColumnProfile();
    }
  }

  /** The pass over all rows that finds out. */
  public static RowPass<TableProfile> pass(ColumnPlan plan) {
    return shard -> new Collector(plan);
  }

  private static final class Collector implements RowPass.Sink<TableProfile> {
    private final ColumnPlan plan;
    private final TableProfile profile;

    Collector(ColumnPlan plan) {
      this.plan = plan;
      this.profile = new TableProfile(plan.features());
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      profile.add(plan, cells, place);
    }

    @Override
    public TableProfile end(Checksums checksums, @Nullable Fault fault) {
      profile.checksums = checksums;
      profile.fault = fault;
      return profile;
    }
  }

  private void add(ColumnPlan plan, Cells cells, RowPlace place) {
    double rowWeight = plan.weight(cells);
    LabelSource label = plan.label();
    if (label != null) {
      LabelFit.addTo(labels, label, cells, plan.spec().labels(), rowWeight);
    }
    moments.addRow(rowWeight);
    boolean keep = plan.spec().hashBits() == 0;
    ColumnProfile.Row row = new ColumnProfile.Row(cells, place, rowWeight, keep, moments);
    for (int f = 0; f < columns.length; f++) {
      columns[f].add(row, f, plan.column(f), plan.name(f), plan.reading(f));
    }
    rows++;
    weight += rowWeight;
  }

  @Override
  public TableProfile merge(TableProfile right) {
    for (int f = 0; f < columns.length; f++) {
      columns[f].merge(right.columns[f]);
    }
    moments.merge(right.moments);
    labels.merge(right.labels, MAX_LABELS);
    rows += right.rows;
    weight += right.weight;
    checksums = checksums.merge(right.checksums);
    fault = fault != null ? fault : right.fault;
    return this;
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Σc. */
  public double weight() {
    return weight;
  }

  /** Checksums of what was read. */
  public Checksums checksums() {
    return checksums;
  }

  /** The first mistake in the order of rows, or null. */
  public @Nullable Fault fault() {
    return fault;
  }

  ColumnProfile column(int feature) {
    return columns[feature];
  }

  Moments moments() {
    return moments;
  }

  ValueCounts labels() {
    return labels;
  }

  /**
   * Which features turned out to be texts after texts of theirs were let go, so that a second pass
   * must collect their dictionaries; null when there is none.
   */
  boolean @Nullable [] incomplete(ColumnPlan plan) {
    boolean[] again = new boolean[columns.length];
    boolean any = false;
    for (int f = 0; f < columns.length; f++) {
      again[f] =
          plan.reading(f) != Reading.TEXT
              && columns[f].kind(plan.reading(f)) == Reading.TEXT
              && columns[f].values().exceeded() == ColumnProfile.MAX_NUMBER_TEXTS;
      any |= again[f];
    }
    return any ? again : null;
  }
}
