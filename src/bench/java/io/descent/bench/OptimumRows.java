package io.descent.bench;

import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.spark.SparkEngine;
import io.descent.train.FullLoss;
import io.descent.train.ShardedBlocks;
import java.util.List;
import java.util.Objects;
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
  private final ShardedBlocks doubles;
  private final double penalty;

  private OptimumRows(
      JavaRDD<Tuple2<Object, Vector>> vectors,
      Dataset<Row> frame,
      ShardedBlocks doubles,
      double penalty) {
    this.vectors = vectors;
    this.frame = frame;
    this.doubles = doubles;
    this.penalty = penalty;
  }

  /**
   * Loads them.
   *
   * @param doubles the same rows in double precision
   */
  static OptimumRows load(
      SparkSession session,
      SparkEngine engine,
      GeneratedDense data,
      ShardedBlocks doubles,
      double penalty) {
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
    return new OptimumRows(vectors, frame, doubles, penalty);
  }

  /** As MLlib takes them. */
  JavaRDD<Tuple2<Object, Vector>> vectors() {
    return vectors;
  }

  /** As spark.ml takes them. */
  Dataset<Row> frame() {
    return frame;
  }

  /** F by weights, of which there is no intercept. */
  ToDoubleFunction<double[]> objective() {
    return weights -> {
      double squares = 0;
      for (double weight : weights) {
        squares += weight * weight;
      }
      FullLoss loss = FullLoss.of(LinearObjective.of(new LogisticLoss(), weights.length, false));
      return Objects.requireNonNull(doubles.sum(weights, loss)).mean() + penalty / 2 * squares;
    };
  }
}
