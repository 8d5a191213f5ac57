package io.descent.data.sql;

import io.descent.data.output.PredictionReport;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;
import scala.Tuple2;

/**
 * The reports of the tasks that write rows, by partition, on their way past spark-sql, whose write
 * returns nothing. Spark adds what a task of a job's last stage accumulated once, from the attempt
 * that succeeded.
 */
final class SparkReports
    extends AccumulatorV2<Tuple2<Integer, PredictionReport>, PredictionReport> {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, PredictionReport> reports = new TreeMap<>();

  /** The report of a partition. */
  static Tuple2<Integer, PredictionReport> of(int partition, PredictionReport report) {
    return new Tuple2<>(partition, report);
  }

  @Override
  public boolean isZero() {
    return reports.isEmpty();
  }

  @Override
  public AccumulatorV2<Tuple2<Integer, PredictionReport>, PredictionReport> copy() {
    SparkReports copy = new SparkReports();
    copy.reports.putAll(reports);
    return copy;
  }

  @Override
  public void reset() {
    reports.clear();
  }

  @Override
  public void add(Tuple2<Integer, PredictionReport> report) {
    reports.put(report._1(), report._2());
  }

  @Override
  public void merge(AccumulatorV2<Tuple2<Integer, PredictionReport>, PredictionReport> other) {
    if (other instanceof SparkReports more) {
      reports.putAll(more.reports);
    }
  }

  /** All reports, merged in the order of the partitions. */
  @Override
  public PredictionReport value() {
    SortedMap<Integer, PredictionReport> inOrder = reports;
    return inOrder.values().stream().reduce(PredictionReport.of(0, null), PredictionReport::merge);
  }
}
