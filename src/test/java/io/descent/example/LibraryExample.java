package io.descent.example;

import io.descent.api.Descent;
import io.descent.api.LabeledVector;
import io.descent.api.Model;
import io.descent.api.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;

public final class LibraryExample {
  public static void main(String[] args) {
    SparkConf conf = new SparkConf().setAppName("example").setIfMissing("spark.master", "local[2]");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      JavaRDD<LabeledVector> rows = context.parallelize(points(), 8);
      TrainedModel trained =
          Descent.builder()
              .loss("logistic")
              .optimizer("momentum")
              .rate(0.1)
              .batchSize(64)
              .epochs(5)
              .model(args[0])
              .overwrite(true)
              .listener(step -> System.out.println(step.step() + " " + step.objective()))
              .build()
              .train(rows);
      System.out.println("AUC " + trained.train().auc());
    }
    Model model = Model.load(args[0]);
    System.out.println("P(1) = " + model.probabilities(Vectors.dense(1.5, -0.5))[0]);
  }

  private static List<LabeledVector> points() {
    Random random = new Random(1);
    List<LabeledVector> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double noise = random.nextGaussian();
      points.add(LabeledVector.of(2 * x - y + noise > 0 ? 1 : 0, Vectors.dense(x, y)));
    }
    return points;
  }
}
