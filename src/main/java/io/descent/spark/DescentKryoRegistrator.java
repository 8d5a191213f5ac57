package io.descent.spark;

import com.esotericsoftware.kryo.Kryo;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers with Kryo every class that Descent sends between processes. Needed where {@code
 * spark.kryo.registrationRequired} is true; elsewhere it saves the names of the classes:
 *
 * <pre>{@code
 * --conf spark.serializer=org.apache.spark.serializer.KryoSerializer
 * --conf spark.kryo.registrator=io.descent.spark.DescentKryoRegistrator
 * }</pre>
 */
public final class DescentKryoRegistrator implements KryoRegistrator {
  /**
   * By name, since they belong to rooms above this one and most are nobody else's to see. Kryo
   * numbers classes in this order, which must be the same in all processes of an application.
   */
  private static final String[] NAMES = {
    "io.descent.api.LabeledVector",
    "io.descent.data.Checksums",
    "io.descent.data.Fault",
    "io.descent.data.LabelCensus",
    "io.descent.data.LoadReport",
    "io.descent.data.Moments",
    "io.descent.data.Survey",
    "io.descent.data.output.PredictionReport",
    "io.descent.data.output.RowCounts",
    "io.descent.data.sql.SparkRowChunk",
    "io.descent.data.table.ColumnProfile",
    "io.descent.data.table.HeldColumns",
    "io.descent.data.table.HeldRows",
    "io.descent.data.table.NumberChunk",
    "[Lio.descent.data.table.ColumnProfile;",
    "io.descent.data.table.TableProfile",
    "io.descent.data.table.TextIndex",
    "io.descent.data.table.ValueCounts",
    "io.descent.evaluate.LabelCounts",
    "io.descent.evaluate.MetricsSum",
    "io.descent.evaluate.MetricsSum$Kind",
    "io.descent.evaluate.RankCurve",
    "io.descent.evaluate.ResidualSum",
    "io.descent.linalg.Block",
    "io.descent.linalg.CsrRows",
    "io.descent.linalg.DenseRows",
    "io.descent.linalg.LabelSets",
    "io.descent.objective.CurvatureSum",
    "io.descent.objective.GradientSum",
    "io.descent.objective.LossSum",
    "io.descent.objective.PartialTheta",
    "io.descent.objective.SparseSum",
    "io.descent.objective.TouchedElements",
    "io.descent.reduce.ShardTree",
    "io.descent.sample.ShardCensus",
    "io.descent.spark.HeldCensus",
    "io.descent.spark.LoadCensus",
    "io.descent.spark.Numbered",
    "io.descent.train.DealtRows",
    "io.descent.train.HeldShard",
    "io.descent.train.LabelSpread",
    "io.descent.train.ParsedShard",
    "io.descent.train.RowSample",
    "[Lio.descent.linalg.Block;",
    "io.descent.train.Smoothness$Norms$Sum",
    "org.apache.spark.ml.linalg.DenseVector",
    "org.apache.spark.ml.linalg.SparseVector",
    "[[D",
    "[[F",
    "[Lio.descent.data.table.TextIndex;",
    "[Ljava.lang.Object;",
    "[Ljava.lang.String;",
    "java.util.ArrayList",
  };

  @Override
  public void registerClasses(Kryo kryo) {
    ClassLoader loader = DescentKryoRegistrator.class.getClassLoader();
    for (String name : NAMES) {
      try {
        kryo.register(Class.forName(name, false, loader));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(name + " is not on the class path", e);
      }
    }
  }
}
