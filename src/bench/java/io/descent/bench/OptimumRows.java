package io.descent.bench;

import io.descent.spark.SparkEngine;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.feature.LabeledPoint;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Generated rows in memory, as spark.ml and MLlib take them, and the objective by which all are
 * judged: the mean logistic loss of the rows in double precision and λ/2 ‖w‖².
 */
final class OptimumRows {
  private final JavaRDD<Tuple2<Object, Vector>> vectors;
  private final Dataset<Row> frame;
  private final long rows;
  private final double penalty;

  private OptimumRows(JavaRDD<Tuple2<Object, Vector>> vectors, Dataset<Row> frame, double penalty) {
    this.vectors = vectors;
    this.frame = frame;
    this.rows = vectors.count();
    this.penalty = penalty;
  }

  static OptimumRows load(
      SparkSession session, SparkEngine engine, GeneratedDense data, double penalty) {
    JavaSparkContext context = engine.context();
    List<Integer> shards = IntStream.range(0, data.shards()).boxed().collect(Collectors.toList());
    JavaRDD<Tuple2<Object, Vector>> vectors =
        context
            .parallelize(shards, engine.partitions(data.shards()))
            .flatMap(data::vectors)
            .persist(StorageLevel.MEMORY_ONLY());
    JavaRDD<LabeledPoint> points =
        vectors.map(row -> new LabeledPoint((Double) row._1(), row._2().asML()));
    Dataset<Row> frame =
        session.createDataFrame(points, LabeledPoint.class).persist(StorageLevel.MEMORY_ONLY());
    frame.count();
    return new OptimumRows(vectors, frame, penalty);
  }

  /** As MLlib takes them. */
  JavaRDD<Tuple2<Object, Vector>> vectors() {
    return vectors;
  }

  /** As spark.ml takes them. */
  Dataset<Row> frame() {
    return frame;
  }

  double penalty() {
    return penalty;
  }

  /** F by weights, of which there is no intercept. */
  ToDoubleFunction<double[]> objective() {
    return weights -> {
      double squares = 0;
      for (double weight : weights) {
        squares += weight * weight;
      }
      double sum = vectors.mapToDouble(row -> loss(row, weights)).sum();
      return sum / rows + penalty / 2 * squares;
    };
  }

  private static double loss(Tuple2<Object, Vector> row, double[] weights) {
    double[] x = row._2().toArray();
    double margin = 0;
    for (int j = 0; j < x.length; j++) {
      margin += x[j] * weights[j];
    }
    double against = (Double) row._1() > 0 ? -margin : margin;
    return Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
  }
}
