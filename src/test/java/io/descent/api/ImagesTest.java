package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.data.idx.IdxBytes;
import io.descent.data.input.InputSpec;
import io.descent.files.FileStores;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.LocalEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images in idx files, from files to predictions. */
class ImagesTest {
  private static final int ROWS = 240;
  private static final int PIXELS = IdxBytes.HEIGHT * IdxBytes.WIDTH;

  private static JavaSparkContext context;

  @TempDir Path folder;

  private Path images;

  @BeforeAll
  static void start() {
    context =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2,4]")
                .setAppName("ImagesTest")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  static void stop() {
    context.stop();
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  @BeforeEach
  void write() throws IOException {
    images = IdxBytes.write(folder, "train", ROWS, new Random(4));
  }

  private static double[] pixels() {
    return IdxBytes.pixels(ROWS, new Random(4));
  }

  /** The same rows as text. All have the same length, so that the shards are the same rows. */
  private Path libsvm() throws IOException {
    double[] pixels = pixels();
    double[] classes = IdxBytes.classes(pixels);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      text.append((int) classes[row]);
      for (int k = 0; k < PIXELS; k++) {
        text.append(' ').append(k + 1).append(':').append((int) pixels[row * PIXELS + k]);
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("rows.libsvm"), text);
  }

  private Path zipped() throws IOException {
    Path zipped = Files.createDirectory(folder.resolve("zipped"));
    for (String name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")) {
      Files.write(
          zipped.resolve(name + ".gz"), IdxBytes.gzip(Files.readAllBytes(folder.resolve(name))));
    }
    return zipped;
  }

  private static DescentBuilder training(Object data) {
    return Descent.builder()
        .data(data.toString())
        .loss("multinomial")
        .rate(1e-6)
        .steps(10)
        .shards(8);
  }

  private static TrainedModel train(DescentBuilder training, Engine engine) {
    return training.build().train(new Workplace(engine, FileStores.local()));
  }

  private static double[] theta(DescentBuilder training, Engine engine) {
    return train(training, engine).model().theta();
  }

  @ParameterizedTest
  @CsvSource({"auto, float", "auto, double", "true, float", "true, double"})
  void theSameBitsOnBothEnginesAndFromText(String standardize, String storage) throws IOException {
    Path zipped = zipped();
    Path text = libsvm();
    double[] expected =
        theta(training(images).standardize(standardize).storage(storage), LocalEngine.of(1));
    assertThat(expected).doesNotContain(0.0, Double.NaN);
    for (Path data : List.of(images, zipped, text)) {
      DescentBuilder training = training(data).standardize(standardize).storage(storage);
      assertThat(theta(training, LocalEngine.of(2))).as("%s", data).isEqualTo(expected);
      for (int partitions : new int[] {1, 3}) {
        assertThat(theta(training, SparkEngine.on(context, partitions)))
            .as("%s, %d partitions", data, partitions)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void manyFilesAndLabelsOfOtherLosses() throws IOException {
    IdxBytes.write(folder, "more", 60, new Random(5));
    Path text = libsvm();
    TrainedModel both = train(training(folder + "/*-ubyte"), LocalEngine.of(2));
    assertThat(both.train().rows()).isEqualTo(ROWS + 60);
    TrainedModel listed =
        train(
            training(folder.resolve("more-images-idx3-ubyte") + "," + images),
            SparkEngine.on(context, 2));
    assertThat(listed.model().theta()).isEqualTo(both.model().theta());
    for (String setting : List.of("positive", "ovr", "sets", "number")) {
      List<double[]> thetas = new ArrayList<>();
      for (Path data : List.of(images, text)) {
        DescentBuilder training = training(data).loss("logistic");
        training =
            switch (setting) {
              case "positive" -> training.positive("label >= 1");
              case "ovr" -> training.multiclass("ovr");
              case "sets" -> training.multilabel(true);
              default -> training.loss("squared");
            };
        thetas.add(theta(training, LocalEngine.of(2)));
      }
      assertThat(thetas.get(0)).as(setting).isEqualTo(thetas.get(1)).doesNotContain(0.0);
    }
  }

  @Test
  void aModelKnowsBothFilesAndCanBeAskedOfEither() throws IOException {
    Path model = folder.resolve("model");
    Path zipped = zipped();
    TrainedModel trained =
        train(
            training(zipped)
                .standardize("true")
                .rate(0.5)
                .steps(400)
                .model(model.toString())
                .test(images.toString()),
            LocalEngine.of(2));
    assertThat(trained.train().errorRate()).isLessThan(0.2);
    assertThat(trained.test().errorRate()).isEqualTo(trained.train().errorRate());
    Model loaded = Model.load(FileStores.local(), model.toString());
    String json = Files.readString(model.resolve("model.json"));
    for (String name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      assertThat(json)
          .contains(name + ".gz")
          .containsPattern("\\b" + bytes.length + "\\b")
          .contains(String.format("%08x", crc.getValue()));
    }
    for (Engine engine : List.of(LocalEngine.of(2), SparkEngine.on(context, 3))) {
      for (Path data : List.of(images, zipped, libsvm())) {
        assertThat(loaded.evaluate(input(data, 5), engine).errorRate())
            .as("%s", data)
            .isEqualTo(trained.train().errorRate());
      }
    }
  }

  private static InputSpec input(Path data, int shards) {
    return new InputSpec(FileStores.local(), data.toString(), null, true, shards);
  }

  private static String parts(Path output) throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(output)) {
      for (Path part : files.sorted().toList()) {
        List<String> lines = Files.readAllLines(part);
        lines.subList(1, lines.size()).forEach(line -> all.append(line).append('\n'));
      }
    }
    return all.toString();
  }

  @Test
  void predictionsWithAndWithoutLabels() throws IOException {
    Model model = train(training(images), LocalEngine.of(2)).model();
    Path text = libsvm();
    model.predict(input(text, 3), LocalEngine.of(2), folder.resolve("text").toString(), false);
    String expected = parts(folder.resolve("text"));
    assertThat(expected).contains("\n239,");
    long rows =
        model.predict(
            input(images, 7), LocalEngine.of(2), folder.resolve("local").toString(), false);
    assertThat(rows).isEqualTo(ROWS);
    assertThat(parts(folder.resolve("local"))).isEqualTo(expected);
    SparkEngine spark = SparkEngine.on(context, 3);
    model.predict(input(zipped(), 7), spark, folder.resolve("spark").toString(), false);
    assertThat(parts(folder.resolve("spark"))).isEqualTo(expected);

    Files.delete(folder.resolve("train-labels-idx1-ubyte"));
    model.predict(input(images, 2), spark, folder.resolve("bare").toString(), false);
    assertThat(parts(folder.resolve("bare")))
        .isEqualTo(expected.replaceAll("(?m)^(\\d+),\\d,", "$1,,"));

    Path parquet = folder.resolve("new.parquet");
    model.predict(input(folder.resolve("zipped"), 7), spark, parquet.toString(), false);
    SparkSession sql = SparkSession.builder().sparkContext(context.sc()).getOrCreate();
    List<Row> read = sql.read().parquet(parquet.toString()).orderBy("row").collectAsList();
    assertThat(read).hasSize(ROWS);
    double[] classes = IdxBytes.classes(pixels());
    for (int row = 0; row < ROWS; row++) {
      assertThat(read.get(row).getLong(0)).isEqualTo(row);
      assertThat(read.get(row).getDouble(1)).isEqualTo(classes[row]);
    }
  }
}
