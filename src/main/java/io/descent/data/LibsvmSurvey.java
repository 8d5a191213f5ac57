package io.descent.data;

import io.descent.train.ShardReader;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A first pass over LIBSVM text: its classes (up to {@link LabelCensus#MOST_CLASSES}), its highest
 * column, and on request the moments of its features. Immutable.
 */
public final class LibsvmSurvey implements ShardReader<Survey> {
  private static final long serialVersionUID = 1L;

  private final TextShards text;
  private final boolean withMoments;
  private final boolean labelSets;
  private final FeatureLimit limit;

  private LibsvmSurvey(
      TextShards text, boolean withMoments, boolean labelSets, FeatureLimit limit) {
    this.text = text;
    this.withMoments = withMoments;
    this.labelSets = labelSets;
    this.limit = limit;
  }

  /** Of the labels only. */
  public static LibsvmSurvey ofLabels(TextShards text) {
    return new LibsvmSurvey(text, false, false, FeatureLimit.none());
  }

  /**
   * Of the labels and of the features, every row with weight 1. Takes 24 bytes for every index up
   * to the highest in a task and at the driver.
   */
  public static LibsvmSurvey ofLabelsAndMoments(TextShards text) {
    return new LibsvmSurvey(text, true, false, FeatureLimit.none());
  }

  /** Refuses an index above the number that {@code --features} gives. */
  public LibsvmSurvey features(int count) {
    return new LibsvmSurvey(text, withMoments, labelSets, FeatureLimit.ofOption(count));
  }

  /** Of rows with any number of labels, which are counted as texts. */
  public LibsvmSurvey labelSets() {
    return new LibsvmSurvey(text, withMoments, true, limit);
  }

  @Override
  public Iterator<Survey> read(int from, int to) {
    return new ShardIterator<>(text.open(from, to), this::readShard);
  }

  @Override
  public int mostRuns(int threads) {
    return text.mostRuns();
  }

  @Override
  public LibsvmSurvey readingAhead() {
    return new LibsvmSurvey(text.readingAhead(), withMoments, labelSets, limit);
  }

  private Survey readShard(TextRun run) throws IOException {
    Sink sink = new Sink(withMoments, limit);
    LibsvmParser parser = labelSets ? LibsvmParser.ofLabelSets(sink) : new LibsvmParser(true, sink);
    Fault fault = parser.parse(run);
    return Survey.of(
        LoadReport.of(sink.rows, sink.highest, sink.labels, new long[0], run.checksums(), fault),
        sink.moments);
  }

  private static final class Sink implements LibsvmParser.RowSink {
    private final boolean withMoments;
    private final Moments moments = Moments.empty();
    private final LabelCensus labels = LabelCensus.keeping(LabelCensus.MOST_CLASSES);
    private long rows;
    private final FeatureLimit limit;
    private int highest = -1;

    Sink(boolean withMoments, FeatureLimit limit) {
      this.withMoments = withMoments;
      this.limit = limit;
    }

    @Override
    public @Nullable String label(String label) {
      labels.add(label);
      return null;
    }

    @Override
    public @Nullable String row(double label, int size, int[] columns, double[] values) {
      String refusal = limit.refusal(size, columns);
      if (refusal != null) {
        return refusal;
      }
      rows++;
      if (!Double.isNaN(label)) {
        labels.add(label);
      }
      if (size > 0) {
        highest = Math.max(highest, columns[size - 1]);
      }
      if (withMoments) {
        moments.addRow(1);
        for (int k = 0; k < size; k++) {
          moments.add(columns[k], values[k], 1);
        }
      }
      return null;
    }
  }
}
