package io.descent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.api.Descent;
import io.descent.api.Model;
import io.descent.api.TrainedModel;
import io.descent.api.Workplace;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From data in HDFS to a model in HDFS, on both engines: the bytes are those of local files. */
class HdfsTrainingIT {
  private static final Path DATA = Path.of("data/breast-cancer.csv").toAbsolutePath();

  @TempDir static Path disk;
  private static MiniDFSCluster cluster;
  private static FileSystem files;
  private static String root;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.resolve("hdfs").toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    files = cluster.getFileSystem();
    root = cluster.getURI().toString();
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(DATA.toUri()), new org.apache.hadoop.fs.Path("/in/rows.csv"));
    expected = localModel();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  private static Map<String, String> localModel() throws IOException {
    Path model = disk.resolve("model");
    try (Workplace place = Workplace.open("local", 0, 1)) {
      train(DATA.toString(), model.toString(), place);
    }
    Map<String, String> contents = new TreeMap<>();
    for (String name : List.of("weights.safetensors", "metrics.json")) {
      contents.put(name, Arrays.toString(Files.readAllBytes(model.resolve(name))));
    }
    return contents;
  }

  private static TrainedModel train(String data, String model, Workplace place) {
    return Descent.builder()
        .data(data)
        .test(data)
        .label("target")
        .loss("logistic")
        .rate(0.05)
        .steps(30)
        .shards(11)
        .model(model)
        .overwrite(true)
        .build()
        .train(place);
  }

  private static Map<String, String> contents(String folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : expected.keySet()) {
      try (var in = files.open(new org.apache.hadoop.fs.Path(folder, name))) {
        contents.put(name, Arrays.toString(in.readAllBytes()));
      }
    }
    return contents;
  }

  @Test
  void localEngine() throws IOException {
    try (Workplace place = Workplace.open("local", 0, 2)) {
      trainsTwice("local", place);
    }
  }

  @Test
  void sparkEngine() throws IOException {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2,4]")
            .setAppName("HdfsTrainingIT")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      FileStore store = FileStores.hadoop(context.hadoopConfiguration());
      trainsTwice("spark", new Workplace(SparkEngine.on(context, 4), store));
    }
  }

  /** The second model replaces the first. */
  private static void trainsTwice(String name, Workplace place) throws IOException {
    String model = root + "/out/" + name;
    TrainedModel trained = train(root + "/in", model, place);
    assertThat(contents(model)).isEqualTo(expected);
    train(root + "/in/*.csv", model, place);
    assertThat(contents(model)).isEqualTo(expected);
    assertThat(Model.load(place.store(), model).theta()).isEqualTo(trained.model().theta());
    FileStatus[] beside = files.listStatus(new org.apache.hadoop.fs.Path("/out"));
    assertThat(beside).extracting(file -> file.getPath().getName()).contains(name);
    assertThat(beside).noneMatch(file -> file.getPath().getName().contains("tmp"));
  }
}
