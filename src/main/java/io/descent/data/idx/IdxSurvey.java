package io.descent.data.idx;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LabelCensus;
import io.descent.data.LoadReport;
import io.descent.data.Moments;
import io.descent.data.Survey;
import org.jspecify.annotations.Nullable;

/**
 * Counts the labels of a shard, and takes the moments of its values, every row with weight 1.
 * <b>Not thread-safe.</b>
 */
final class IdxSurvey implements IdxSink<Survey> {
  private final int rows;
  private final int width;
  private final boolean labelSets;
  private final LabelCensus labels = LabelCensus.keeping(LabelCensus.MOST_CLASSES);
  private final Moments moments = Moments.empty();

  IdxSurvey(int rows, int width, boolean labelSets) {
    this.rows = rows;
    this.width = width;
    this.labelSets = labelSets;
  }

  @Override
  public @Nullable String label(double label) {
    if (labelSets) {
      labels.add(LabelCensus.number(label));
    } else {
      labels.add(label);
    }
    return null;
  }

  @Override
  public @Nullable String values(int column, double[] values, int count) {
    for (int k = 0; k < count; k++) {
      // Left out, zeros count as in LIBSVM rows, which do not have them: the same bits.
      if (values[k] != 0) {
        moments.add(column + k, values[k], 1);
      }
    }
    return null;
  }

  @Override
  public void endRow() {
    moments.addRow(1);
  }

  @Override
  public Survey end(Checksums checksums, @Nullable Fault fault) {
    return Survey.of(
        LoadReport.of(rows, rows > 0 ? width - 1 : -1, labels, new long[0], checksums, fault),
        moments);
  }
}
