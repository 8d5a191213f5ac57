package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.CsrRows;
import io.descent.linalg.LabelSets;
import io.descent.linalg.Rows;
import io.descent.linalg.Selection;
import io.descent.linalg.Storage;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Selected rows over the features alone that they have. Features keep their order, and a row its
 * stored values, so that losses and gradients have the bits of the rows as they were; but θ is as
 * long as the batch needs it, and neither it nor the gradient is ever held in full.
 */
public final class NarrowBatch {
  private final Objective objective;
  private final Block block;
  private final int[] rows;
  private final int[] columns;
  private final Objective narrow;

  private NarrowBatch(
      Objective objective, Block block, int[] rows, int[] columns, Objective narrow) {
    this.objective = objective;
    this.block = block;
    this.rows = rows;
    this.columns = columns;
    this.narrow = narrow;
  }

  /**
   * A batch.
   *
   * @param objective one that has a form {@link Objective#withFeatures}
   */
  public static NarrowBatch of(Objective objective, Block block, Selection selection) {
    int[] rows = IntStream.range(0, selection.size()).map(selection::row).toArray();
    int[] columns = columns(block.rows(), rows);
    Objective narrow = Objects.requireNonNull(objective.withFeatures(columns.length));
    return new NarrowBatch(objective, block, rows, columns, narrow);
  }

  /** How many elements of θ belong to a feature. */
  public static int elementsPerColumn(Objective objective) {
    Objective one = Objects.requireNonNull(objective.withFeatures(1));
    Objective two = Objects.requireNonNull(objective.withFeatures(2));
    return two.layout().dimension() - one.layout().dimension();
  }

  /** The columns that rows have, ascending, at least one. */
  private static int[] columns(Rows from, int[] rows) {
    if (!(from instanceof CsrRows)) {
      return IntStream.range(0, Math.max(1, from.width())).toArray();
    }
    int[] all = new int[Math.max(1, entries(from, rows))];
    int[] n = {0};
    for (int row : rows) {
      from.forEach(row, (column, value) -> all[n[0]++] = column);
    }
    return TouchedElements.distinct(all, Math.max(1, n[0]));
  }

  private static int entries(Rows from, int[] rows) {
    int entries = 0;
    for (int row : rows) {
      entries = Math.addExact(entries, from.entries(row));
    }
    return entries;
  }

  /** The elements of θ that it reads, ascending. */
  public int[] elements() {
    ParameterLayout of = narrow.layout();
    int[] elements = new int[of.dimension()];
    int n = 0;
    for (ParameterLayout.Slice slice : of.slices()) {
      ParameterLayout.Slice whole = objective.layout().slice(slice.name());
      int width = whole.shape()[whole.shape().length - 1];
      int kept = slice.shape()[slice.shape().length - 1];
      boolean byFeature = !Arrays.equals(slice.shape(), whole.shape());
      for (int run = 0; run < slice.size() / kept; run++) {
        for (int j = 0; j < kept; j++) {
          elements[n++] = whole.offset() + run * width + (byFeature ? columns[j] : j);
        }
      }
    }
    return elements;
  }

  /** Its losses and gradients. */
  public GradientSum gradient(PartialTheta theta, Draw draw) {
    int[] elements = elements();
    GradientSum sum = GradientSum.dense(elements.length);
    narrow.accumulate(narrowBlock(), Selection.all(rows.length), theta.values(elements), draw, sum);
    return sum.spread(elements, objective.layout().dimension());
  }

  private Block narrowBlock() {
    double[] weights = Arrays.stream(rows).mapToDouble(block::weight).toArray();
    LabelSets sets = block.labelSets();
    return sets != null
        ? Block.ofSets(block.shard(), narrowRows(), sets.select(rows), weights)
        : Block.of(
            block.shard(),
            narrowRows(),
            Arrays.stream(rows).mapToDouble(block::label).toArray(),
            weights);
  }

  private Rows narrowRows() {
    Rows from = block.rows();
    if (!(from instanceof CsrRows)) {
      return from.select(rows);
    }
    int[] starts = new int[rows.length + 1];
    for (int k = 0; k < rows.length; k++) {
      starts[k + 1] = starts[k] + from.entries(rows[k]);
    }
    int size = starts[rows.length];
    int[] at = new int[size];
    int[] n = {0};
    if (from.storage() == Storage.FLOAT) {
      float[] values = new float[size];
      for (int row : rows) {
        from.forEach(
            row,
            (column, value) -> {
              at[n[0]] = place(column);
              values[n[0]++] = (float) value;
            });
      }
      return CsrRows.of(columns.length, starts, at, values);
    }
    double[] values = new double[size];
    for (int row : rows) {
      from.forEach(
          row,
          (column, value) -> {
            at[n[0]] = place(column);
            values[n[0]++] = value;
          });
    }
    return CsrRows.of(columns.length, starts, at, values);
  }

  private int place(int column) {
    return Arrays.binarySearch(columns, column);
  }
}
