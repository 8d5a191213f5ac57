package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.descent.api.Descent;
import io.descent.api.DescentBuilder;
import io.descent.api.LabeledVector;
import io.descent.api.TrainedModel;
import io.descent.api.Workplace;
import io.descent.data.idx.IdxBytes;
import io.descent.files.FileStores;
import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.objective.LossSum;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes from process to process arrives as it was sent, under Java and under Kryo. */
class WireTest {
  @TempDir Path temp;

  private static SparkConf registered() {
    return new SparkConf(false)
        .set("spark.serializer", KryoSerializer.class.getName())
        .set("spark.kryo.registrationRequired", "true")
        .set("spark.kryo.registrator", DescentKryoRegistrator.class.getName());
  }

  private static Serializer serializer(String name) {
    return name.equals("Java")
        ? new JavaSerializer(new SparkConf(false))
        : new KryoSerializer(registered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Java", "Kryo"})
  void trainingsOverTheWireGiveTheSameBits(String name) throws IOException {
    WireEngine wire = new WireEngine(serializer(name));
    for (TrainingJob job : TrainingJob.ALL) {
      assertThat(job.on(wire).theta()).isEqualTo(job.on(LocalEngine.of(1)).theta());
    }
    for (DescentBuilder training : trainings()) {
      TrainedModel sent = train(training, wire);
      TrainedModel kept = train(training, LocalEngine.of(1));
      assertThat(sent.model().theta()).isEqualTo(kept.model().theta());
      assertThat(sent.train()).isEqualTo(kept.train());
      assertThat(sent.notes()).isEqualTo(kept.notes());
    }
    assertThat(wire.sent())
        .contains(
            "GradientSum",
            "Survey",
            "LossSum",
            "MetricsSum",
            "Moments",
            "ParsedShard",
            "PartialTheta",
            "ShardCensus",
            "TableProfile",
            "TouchedElements",
            "double[]");
  }

  private static TrainedModel train(DescentBuilder training, Engine engine) {
    return training.build().train(new Workplace(engine, FileStores.local()));
  }

  /** Dense, sparse, wide, weighted, texts, times, classes, numbers, gaps, floats, doubles. */
  private List<DescentBuilder> trainings() throws IOException {
    Path table = Files.write(temp.resolve("table.csv"), table());
    Path lines = Files.write(temp.resolve("rows.txt"), lines());
    Path images = IdxBytes.write(temp, "train", 40, new Random(7));
    return List.of(
        shortly(table).label("late").weight("weight").loss("logistic").storage("double"),
        shortly(table).label("late").loss("hinge").hashBits(12).standardize("true"),
        shortly(table).label("place").numeric("distance,weight").loss("multinomial"),
        shortly(table).label("weight").loss("squared").rate(0.01),
        shortly(lines).loss("logistic").batchSize(5).standardize("true"),
        shortly(lines).loss("logistic").sampling("importance").classWeight("balanced"),
        shortly(table).label("place").loss("multinomial").sampling("stratified").batchSize(9),
        shortly(lines).loss("logistic").optimizer("adagrad").localSteps(3).shuffle("auto"),
        shortly(table)
            .label("place")
            .loss("multinomial")
            .localSteps(2)
            .batchSize(3)
            .shuffle("true"),
        Descent.builder().data(lines.toString()).loss("logistic").optimizer("svrg").shards(9),
        Descent.builder()
            .data(table.toString())
            .label("place")
            .loss("multinomial")
            .optimizer("svrg")
            .shards(9),
        shortly(images).loss("multinomial").standardize("true"),
        shortly(lines).loss("logistic").storage("double"));
  }

  private static DescentBuilder shortly(Path data) {
    return Descent.builder().data(data.toString()).rate(0.1).steps(5).shards(9);
  }

  private static List<String> table() {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("late,distance,place,day,weight,other"));
    for (int row = 0; row < 120; row++) {
      lines.add(
          row % 2
              + ","
              + (row % 7 == 0 ? "" : String.valueOf(random.nextGaussian() + 1))
              + ",place"
              + random.nextInt(4)
              + ",2001-0"
              + (1 + random.nextInt(9))
              + "-11 0"
              + random.nextInt(10)
              + ":30:00,"
              + (1 + random.nextInt(3))
              + ","
              + (row % 5 == 0 ? "text" : row));
    }
    return lines;
  }

  private static List<String> lines() {
    Random random = new Random(6);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 120; row++) {
      lines.add(
          row % 2 + " 3:" + random.nextGaussian() + " " + (4 + random.nextInt(9000)) + ":0.5");
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Java", "Kryo"})
  void halfSummedTreesGoOnWhereTheyArrive(String name) {
    WireEngine wire = new WireEngine(serializer(name));
    ShardTree<LoadCensus<LossSum>> left = wire.send(ShardTree.over(5));
    ShardTree<LoadCensus<LossSum>> right = wire.send(ShardTree.over(5));
    for (int shard = 4; shard >= 0; shard--) {
      LoadCensus<LossSum> census = new LoadCensus<>(shard + 1, 10, loss(shard));
      Numbered<LoadCensus<LossSum>> numbered = wire.send(new Numbered<>(shard, census));
      ShardTree<LoadCensus<LossSum>> tree = shard % 2 == 0 ? left : right;
      tree.put(numbered.shard(), numbered.value());
    }
    LoadCensus<LossSum> total = wire.send(wire.send(left).merge(wire.send(right))).total();
    assertThat(total.rows()).containsExactly(1, 2, 3, 4, 5);
    assertThat(total.bytes()).isEqualTo(50);
    assertThat(total.report().rows()).isEqualTo(5);
    assertThat(total.report().mean()).isEqualTo(2);
  }

  private static LossSum loss(double value) {
    LossSum sum = new LossSum();
    sum.add(1, value);
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Java", "Kryo"})
  void rowsOfVectors(String name) {
    WireEngine wire = new WireEngine(serializer(name));
    LabeledVector dense = wire.send(LabeledVector.of(1, Vectors.dense(1, 2), 3));
    assertThat(dense.label()).isEqualTo(1);
    assertThat(dense.weight()).isEqualTo(3);
    assertThat(dense.features()).isEqualTo(Vectors.dense(1, 2));
    LabeledVector sparse =
        wire.send(LabeledVector.of(0, Vectors.sparse(9, new int[] {4}, new double[] {5})));
    assertThat(sparse.features().toSparse().indices()).containsExactly(4);
  }

  @Test
  void kryoIsToldOfEveryClassThatIsSummed() throws Exception {
    KryoSerializer serializer = new KryoSerializer(registered());
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.descent")) {
      if (type.isAssignableTo(Mergeable.class)
          && !type.isInterface()
          && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        Class<?> loaded = Class.forName(type.getName());
        assertThat(serializer.newKryo().getRegistration(loaded).getType()).isEqualTo(loaded);
      }
    }
    assertThatThrownBy(() -> serializer.newKryo().getRegistration(WireTest.class))
        .hasMessageContaining("not registered");
  }

  @Test
  void aClusterThatRequiresRegistrationTrains() throws IOException {
    SparkConf conf =
        registered()
            .setMaster("local[2,4]")
            .setAppName("WireTest")
            .set("spark.ui.enabled", "false");
    List<LabeledVector> rows = new ArrayList<>();
    for (int row = 0; row < 40; row++) {
      rows.add(LabeledVector.of(row % 2, Vectors.dense(row % 2 + 0.1 * row, 1)));
    }
    DescentBuilder vectors = Descent.builder().loss("logistic").rate(0.1).steps(5).shards(4);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      SparkEngine engine = SparkEngine.on(context, 4);
      for (DescentBuilder training : trainings()) {
        assertThat(train(training, engine).model().theta())
            .isEqualTo(train(training, LocalEngine.of(1)).model().theta());
      }
      assertThat(vectors.build().train(context.parallelize(rows, 4))).isNotNull();
    }
  }

  @Test
  void cachedBlocksAreWrittenToDiskUnderKryo() {
    SparkConf conf =
        registered()
            .setMaster("local[2,4]")
            .setAppName("WireTest")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      ParsedShard<LossSum> parsed =
          ParsedShard.of(
              Block.of(0, DenseRows.of(1, 2, new float[] {1, 2}), new double[] {1}, null), loss(1));
      var stored =
          context
              .parallelize(List.of(0), 1)
              .map(number -> parsed)
              .persist(org.apache.spark.storage.StorageLevel.DISK_ONLY());
      assertThat(stored.count()).isEqualTo(1);
      assertThat(stored.map(shard -> shard.block().label(0)).first()).isEqualTo(1);
      assertThat(CachedBlocks.now()).hasSize(1).allMatch(status -> status.diskSize() > 0);
    }
  }
}
