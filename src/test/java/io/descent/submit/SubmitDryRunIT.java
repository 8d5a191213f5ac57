package io.descent.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.submit.Checkout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What submit.sh --dry-run prints, and the engine, master and memory it chooses. */
class SubmitDryRunIT {

  @TempDir private static Path temp;
  private static Checkout checkout;
  private static Path spark;

  @BeforeAll
  static void prepare() throws IOException {
    checkout = Checkout.in(temp.resolve("a check out/descent")).linked();
    spark = temp.resolve("a spark");
    Checkout.executable(spark.resolve("bin/spark-submit"), "#!/bin/sh\nexit 1\n");
    Files.createDirectories(spark.resolve("conf"));
  }

  @AfterAll
  static void unlink() throws IOException {
    checkout.close();
  }

  /** The words of the process, read back by a shell, variables first. */
  private static List<String> dryRun(Map<String, String> environment, String... arguments) {
    String[] words =
        Stream.concat(Stream.of("--dry-run"), Arrays.stream(arguments)).toArray(String[]::new);
    Result printed = checkout.submit(environment, words);
    assertThat(printed.code()).as(printed.err()).isZero();
    assertThat(printed.out()).endsWith("\n");
    assertThat(printed.out().lines()).hasSize(1);
    Result read =
        Checkout.run(
            temp,
            Map.of(),
            List.of("bash", "-c", "eval \"set -- $1\"; printf '%s\\n' \"$@\"", "-", printed.out()));
    return read.out().lines().toList();
  }

  private static List<String> onSpark(String... arguments) {
    return dryRun(Map.of("SPARK_HOME", spark.toString()), arguments);
  }

  private static String after(List<String> words, String option) {
    int at = words.indexOf(option);
    return at < 0 ? "absent" : words.get(at + 1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          train,                                                          spark
          train --engine local,                                           local
          train --engine=local,                                           local
          train --engine local --engine spark,                            spark
          train --engine spark --engine=local,                            local
          train --config CONF,                                            local
          train --config=CONF,                                            local
          train --config CONF --engine spark,                             spark
          train --config NONE,                                            spark
          train --engine sprak,                                           local
          predict --engine local,                                         local
          evaluate,                                                       spark
          inspect m,                                                      local
          inspect m --engine spark,                                       local
          status d,                                                       local
          train --help,                                                   local
          --help,                                                         local
          --version,                                                      local
          tarin,                                                          local
          train -- --conf spark.x=1 --engine local,                       spark
          """)
  void theEngineIsTheLastOneAskedFor(String line, String engine) throws IOException {
    Path conf = temp.resolve("an engine.properties");
    Files.writeString(
        conf,
        "# engine=spark\r\ndata=a,\\\r\n  engine=spark\r\n\r\n engine : local  \r\nengines=spark");
    String[] arguments =
        Arrays.stream(line.split(" ", -1))
            .map(word -> word.replace("CONF", conf.toString()).replace("NONE", "none.properties"))
            .toArray(String[]::new);
    List<String> words = onSpark(arguments);
    boolean submits = words.contains(spark.resolve("bin/spark-submit").toString());
    assertThat(submits ? "spark" : "local").isEqualTo(engine);
    assertThat(words.contains("io.descent.cli.Main")).isTrue();
  }

  @Test
  void theLocalEnginesClassPathHoldsNoSparkAndNoScala() {
    String path = after(dryRun(Map.of(), "train", "--engine", "local"), "-cp");
    List<String> names =
        Arrays.stream(path.split(":", -1)).map(p -> Path.of(p).getFileName().toString()).toList();
    assertThat(names).hasSize(10).first().isEqualTo("descent.jar");
    assertThat(names).noneMatch(name -> name.contains("spark") || name.contains("scala"));
    assertThat(names).anyMatch(name -> name.startsWith("jackson-databind-2"));
  }

  @Test
  void theCollectorIsChosenOnlyWhereNobodyElseDid() {
    assertThat(dryRun(Map.of(), "train", "--engine", "local")).contains("-XX:+UseParallelGC");
    for (String variable : List.of("DESCENT_JAVA_OPTS", "JDK_JAVA_OPTIONS")) {
      assertThat(dryRun(Map.of(variable, "-Da=b -XX:+UseZGC -Dc=d"), "train", "--engine", "local"))
          .doesNotContain("-XX:+UseParallelGC");
    }
    assertThat(dryRun(Map.of("DESCENT_JAVA_OPTS", "-XX:+UseG1GC"), "train", "--engine", "local"))
        .contains("-XX:+UseG1GC");
    assertThat(dryRun(Map.of(), "train", "--", "--master", "local[3]"))
        .contains("-XX:+UseParallelGC");
    assertThat(
            dryRun(
                Map.of(),
                "train",
                "--",
                "--master",
                "local[3]",
                "--driver-java-options",
                "-XX:+UseG1GC"))
        .doesNotContain("-XX:+UseParallelGC");
    assertThat(dryRun(Map.of(), "train", "--", "--master", "spark://somewhere:7077"))
        .doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void jarsOfOnesOwnGoWithEitherEngineAndHaveToBeThere() throws IOException {
    Path mine = Files.createFile(temp.resolve("mine.jar"));
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", spark.toString(), "DESCENT_JARS", mine + ",hdfs://namenode/theirs.jar");
    List<String> words = dryRun(environment, "train", "--", "--jars", "more.jar");
    assertThat(words.get(words.lastIndexOf("--jars") + 1))
        .isEqualTo(mine + ",hdfs://namenode/theirs.jar,more.jar");
    Map<String, String> local = Map.of("DESCENT_JARS", mine + "," + mine);
    assertThat(after(dryRun(local, "train", "--engine", "local"), "-cp"))
        .endsWith(":" + mine + ":" + mine);
    Result missing =
        checkout.submit(Map.of("DESCENT_JARS", "no.jar"), "--dry-run", "inspect", "model");
    assertThat(missing.code()).isEqualTo(78);
    assertThat(missing.err()).contains("DESCENT_JARS names 'no.jar', which is not there");
  }

  @Test
  void masterAndMemoryAreChosenOnlyWhereNobodyElseDid() throws IOException {
    List<String> plain = onSpark("train");
    assertThat(after(plain, "--master")).isEqualTo("local[*,4]");
    assertThat(after(plain, "--driver-memory")).matches("[1-9][0-9]{2,}m");

    List<String> memory = onSpark("train", "--", "--driver-memory=2g");
    assertThat(after(memory, "--master")).isEqualTo("local[*,4]");
    assertThat(memory).doesNotContain("--driver-memory").contains("--driver-memory=2g");

    List<String> cluster = onSpark("train", "--", "--master=local-cluster[2,1,1024]");
    assertThat(cluster).doesNotContain("--master", "--driver-memory");

    List<String> local = onSpark("train", "--", "--conf", "spark.master=local[2]");
    assertThat(local).doesNotContain("--master").contains("--driver-memory");

    List<String> variable =
        dryRun(Map.of("SPARK_HOME", spark.toString(), "MASTER", "yarn"), "train");
    assertThat(variable).doesNotContain("--master", "--driver-memory");

    Path conf = Files.createDirectories(temp.resolve("a conf"));
    Files.writeString(
        conf.resolve("spark-defaults.conf"), "spark.driver.memory  3g\nspark.master    local[3]\n");
    Map<String, String> defaults =
        Map.of("SPARK_HOME", spark.toString(), "SPARK_CONF_DIR", conf.toString());
    assertThat(dryRun(defaults, "train")).doesNotContain("--master", "--driver-memory");
    Path mine = temp.resolve("my.conf");
    Files.writeString(mine, "spark.master yarn");
    assertThat(dryRun(defaults, "train", "--", "--properties-file", mine.toString()))
        .doesNotContain("--driver-memory", "local[*,4]");
  }

  @Test
  void theEmbeddedCommandCarriesTheMemoryAndSparksModuleOptions() {
    List<String> words =
        dryRun(Map.of(), "train", "a b", "--", "--driver-memory", "700m", "--conf", "x.y=a b");
    assertThat(words)
        .contains(
            "SPARK_HOME=" + checkout.folder().resolve("target/spark"),
            "SPARK_SCALA_VERSION=2.13",
            "-Xmx700m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "org.apache.spark.deploy.SparkSubmit",
            "x.y=a b",
            "a b");
  }

  @Test
  void nothingSecretIsPrinted() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SPARK_HOME", spark.toString());
    environment.put("AWS_SECRET_ACCESS_KEY", "canary0");
    Result result =
        checkout.submit(
            environment,
            "--dry-run",
            "train",
            "--data",
            "s3a://me:canary1@bucket/x",
            "--",
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=canary2 canary2=canary2",
            "--conf=spark.hadoop.fs.s3a.access.key=canary3",
            "--driver-java-options",
            "-Da=b -Dstore.passWord='canary4 canary4' -Dx=y",
            "--my-token",
            "canary5",
            "--conf",
            "spark.app.name=visible");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .doesNotContain("canary")
        .contains("spark.hadoop.fs.s3a.secret.key=***", "visible", "-Da=b");
  }

  @Test
  void aDryRunTouchesNothing() throws IOException {
    Checkout fresh = Checkout.in(temp.resolve("fresh"));
    Files.delete(fresh.jar());
    List<Path> before = everythingIn(fresh.folder());
    for (String engine : List.of("spark", "local")) {
      Result result = fresh.submit("--dry-run", "train", "--engine", engine);
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.err()).contains("would first build");
    }
    assertThat(everythingIn(fresh.folder())).isEqualTo(before);
  }

  private static List<Path> everythingIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
