package io.descent.api;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.LabelCensus;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Moments;
import io.descent.data.Survey;
import io.descent.data.input.TrainingInput;
import io.descent.data.input.VectorEncoding;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Block;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Training data from a caller's vectors. All vectors have the same size; labels follow the loss's
 * domain; features are left as they are unless {@code standardize} is {@code true}, which scales
 * them.
 */
final class VectorInput {
  private VectorInput() {}

  /**
   * Loads them.
   *
   * @throws UserException DATA when sizes differ, a value is not finite, or labels are not what the
   *     loss takes
   */
  static TrainingInput load(VectorSource source, TrainConfig config) {
    LabelDomain domain = Objectives.labelDomain(config);
    boolean scaled = config.value(TrainOption.STANDARDIZE).equals("true");
    double[] classes = new double[0];
    double[] sigmas = null;
    if (scaled || domain == LabelDomain.CLASSES) {
      Survey survey = source.survey(survey(scaled));
      check(survey.report());
      classes =
          domain == LabelDomain.CLASSES ? LabelRule.classesOf(survey.report().labels()) : classes;
      sigmas = scaled ? sigmas(survey) : null;
    }
    LabelRule rule =
        switch (domain) {
          case REAL, NON_NEGATIVE, POSITIVE -> LabelRule.quantity(domain);
          case BINARY -> LabelRule.binary();
          case CLASSES -> LabelRule.classes(classes);
          case LABEL_SETS -> throw new IllegalStateException("vectors have one label each");
        };
    LoadedBlocks<LoadReport> loaded = source.load(blocks(config.storage(), rule, sigmas));
    try {
      check(loaded.report());
      rule.check(loaded.report().labels());
    } catch (UserException e) {
      loaded.blocks().close();
      throw e;
    }
    int width = loaded.report().highestColumn() + 1;
    return new TrainingInput(
        loaded.blocks(),
        VectorEncoding.of(width, sigmas, domain, null, classes),
        List.of(),
        Checksums.none(),
        List.of());
  }

  private static double[] sigmas(Survey survey) {
    Moments moments = survey.moments();
    double[] sigmas = new double[survey.report().highestColumn() + 1];
    for (int j = 0; j < sigmas.length; j++) {
      sigmas[j] = moments.sigma(j);
    }
    return sigmas;
  }

  private static void check(LoadReport report) {
    Fault fault = report.fault();
    if (fault != null) {
      throw UserException.of(ExitCode.DATA, fault.path() + ": " + fault.message());
    }
    if (report.rows() == 0 || report.highestColumn() < 0) {
      throw UserException.of(
          ExitCode.DATA, "there are no rows to train on, or their vectors have no elements");
    }
  }

  private static VectorSource.Pass<Survey> survey(boolean withMoments) {
    return (shard, rows) -> {
      Reading reading =
          new Reading(Storage.DOUBLE, LabelRule.real(), null, LabelCensus.MOST_CLASSES);
      Moments moments = Moments.empty();
      while (rows.hasNext()) {
        LabeledVector row = rows.next();
        if (!reading.add(shard, row)) {
          break;
        }
        if (withMoments) {
          moments.addRow(row.weight());
          row.features()
              .foreachActive(
                  (column, value) -> {
                    moments.add((int) column, (double) value, row.weight());
                    return scala.runtime.BoxedUnit.UNIT;
                  });
        }
      }
      return Survey.of(reading.report(), moments);
    };
  }

  private static VectorSource.Pass<ParsedShard<LoadReport>> blocks(
      Storage storage, LabelRule rule, double @Nullable [] sigmas) {
    return (shard, rows) -> {
      Reading reading = new Reading(storage, rule, sigmas, LabelCensus.FEW);
      boolean right = true;
      while (right && rows.hasNext()) {
        right = reading.add(shard, rows.next());
      }
      return ParsedShard.of(reading.block(shard), reading.report());
    };
  }

  /** The rows of one shard so far. */
  private static final class Reading {
    private final RowsBuilder rows;
    private final Storage storage;
    private final LabelRule rule;
    private final double @Nullable [] sigmas;
    private final LabelCensus census;
    private double[] labels = new double[64];
    private double[] weights = new double[64];
    private boolean weighted;
    private int width;
    private @Nullable Fault fault;

    Reading(Storage storage, LabelRule rule, double @Nullable [] sigmas, int labelsKept) {
      this.storage = storage;
      this.rows = RowsBuilder.with(storage);
      this.rule = rule;
      this.sigmas = sigmas;
      this.census = LabelCensus.keeping(labelsKept);
    }

    /** Adds a row; false when it has a mistake. */
    boolean add(int shard, LabeledVector row) {
      int count = rows.count();
      String mistake =
          count > 0 && row.features().size() != width
              ? "a vector of "
                  + row.features().size()
                  + " elements after one of "
                  + width
                  + "; all must have the same size"
              : addValues(row.features());
      double label = rule.apply(row.label());
      if (mistake == null && !Double.isFinite(row.label())) {
        mistake = "label " + row.label() + "; labels are finite numbers";
      } else if (mistake == null && Double.isNaN(label)) {
        mistake = rule.refusal(row.label());
      }
      if (mistake != null) {
        fault = Fault.inFile("partition " + shard + ", row " + count, mistake);
        return false;
      }
      width = row.features().size();
      census.add(row.label());
      if (count == labels.length) {
        labels = Arrays.copyOf(labels, 2 * count);
        weights = Arrays.copyOf(weights, 2 * count);
      }
      labels[count] = label;
      weights[count] = row.weight();
      weighted |= row.weight() != 1;
      rows.endRow();
      return true;
    }

    private @Nullable String addValues(Vector vector) {
      double[] values;
      int[] columns = null;
      if (vector instanceof DenseVector dense) {
        values = dense.values();
      } else {
        SparseVector sparse = vector.toSparse();
        values = sparse.values();
        columns = sparse.indices();
      }
      for (int k = 0; k < values.length; k++) {
        int column = columns == null ? k : columns[k];
        double value =
            sigmas == null ? values[k] : sigmas[column] > 0 ? values[k] / sigmas[column] : 0;
        if (!Double.isFinite(storage == Storage.FLOAT ? (float) value : value)) {
          return "element "
              + column
              + " is "
              + values[k]
              + "; values are finite (within ±3.4e38 unless storage is double)";
        }
        rows.add(column, value);
      }
      return null;
    }

    Block block(int shard) {
      if (fault != null) {
        return Block.of(shard, RowsBuilder.with(storage).build(), new double[0], null);
      }
      int n = rows.count();
      return Block.of(
          shard,
          rows.build(width),
          Arrays.copyOf(labels, n),
          weighted ? Arrays.copyOf(weights, n) : null);
    }

    LoadReport report() {
      return fault != null
          ? LoadReport.of(fault)
          : LoadReport.of(rows.count(), width - 1, census, new long[0], Checksums.none(), null);
    }
  }
}
