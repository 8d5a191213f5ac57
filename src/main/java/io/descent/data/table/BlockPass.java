package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LabelCensus;
import io.descent.data.LoadReport;
import io.descent.linalg.Block;
import io.descent.linalg.LabelSetsBuilder;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.train.ParsedShard;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pass that makes a block of every shard, by an encoding that is known. Its report counts the
 * empty cells of each feature column of the encoding, in order. A shard with a mistake has no rows.
 * Immutable.
 */
public final class BlockPass implements RowPass<ParsedShard<LoadReport>> {
  private static final long serialVersionUID = 1L;

  private final TableEncoding encoding;
  private final int[] at;
  private final @Nullable TableLabels labels;
  private final @Nullable LabelSource label;
  private final @Nullable String weightName;
  private final int weight;
  private final boolean standardised;
  private final Storage storage;

  private BlockPass(
      TableEncoding encoding,
      TableColumns table,
      @Nullable TableLabels labels,
      @Nullable String weight,
      boolean standardised,
      Storage storage) {
    this.encoding = encoding;
    this.at = encoding.places(table);
    this.labels = labels;
    this.label = labels == null ? null : labels.source(table);
    this.weightName = weight;
    this.weight = weight == null ? -1 : table.require(weight, "--weight");
    this.standardised = standardised;
    this.storage = storage;
  }

  /**
   * Features as training sees them, with labels.
   *
   * @param weight name of the column of row weights, or null
   * @throws io.descent.error.UserException DATA when the table lacks a column of the model
   */
  public static BlockPass forTraining(
      TableFit fit, TableColumns table, @Nullable String weight, Storage storage) {
    return new BlockPass(fit.encoding(), table, fit.labels(), weight, true, storage);
  }

  /** Features as they are, for a saved model, with labels. */
  public static BlockPass forEvaluation(
      TableEncoding encoding, TableLabels labels, TableColumns table, @Nullable String weight) {
    return new BlockPass(encoding, table, labels, weight, false, Storage.DOUBLE);
  }

  /** Features as they are, for a saved model, without labels and weights. */
  public static BlockPass forScoring(TableEncoding encoding, TableColumns table) {
    return new BlockPass(encoding, table, null, null, false, Storage.DOUBLE);
  }

  /** The places in the table of all columns that are read, ascending. */
  public int[] used() {
    IntStream others = IntStream.of(label == null ? new int[0] : label.columns());
    IntStream all = IntStream.concat(IntStream.of(at), others);
    return IntStream.concat(all, IntStream.of(weight))
        .filter(c -> c >= 0)
        .sorted()
        .distinct()
        .toArray();
  }

  @Override
  public Sink<ParsedShard<LoadReport>> begin(int shard) {
    return new Assembler(shard);
  }

  private final class Assembler implements Sink<ParsedShard<LoadReport>> {
    private final int shard;
    private final FeatureSink features = new FeatureSink(encoding, standardised, storage);
    private final LabelCensus census =
        LabelCensus.keeping(
            labels != null && labels.classes() > 0 ? LabelCensus.MOST_CLASSES : LabelCensus.FEW);
    private final @Nullable LabelSetsBuilder sets =
        labels != null && labels.areSets() ? new LabelSetsBuilder() : null;
    private double[] y = new double[64];
    private double[] c = new double[64];

    Assembler(int shard) {
      this.shard = shard;
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      int row = features.count();
      if (row == y.length) {
        y = Arrays.copyOf(y, 2 * row);
        c = Arrays.copyOf(c, 2 * row);
      }
      if (sets != null && label != null) {
        TableLabels.readSet(label, cells, sets);
      } else if (labels != null && label != null) {
        y[row] = labels.read(label, cells, census);
      }
      if (weightName != null) {
        c[row] = ColumnPlan.weight(cells, weight, weightName);
      }
      encoding.encode(cells, at, features);
    }

    @Override
    public void done(double share) {
      features.done(share);
    }

    @Override
    public ParsedShard<LoadReport> end(Checksums checksums, @Nullable Fault fault) {
      if (fault != null) {
        Block none = Block.of(shard, RowsBuilder.with(storage).build(encoding.width()), null, null);
        return ParsedShard.of(none, LoadReport.of(fault));
      }
      int n = features.count();
      double[] weights = weightName == null ? null : Arrays.copyOf(c, n);
      Block block =
          sets != null
              ? Block.ofSets(shard, features.build(), sets.build(), weights)
              : Block.of(
                  shard, features.build(), labels == null ? null : Arrays.copyOf(y, n), weights);
      LoadReport report =
          LoadReport.of(n, encoding.width() - 1, census, features.missing(), checksums, null);
      return ParsedShard.of(block, report);
    }
  }
}
