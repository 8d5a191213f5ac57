package io.descent.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.submit.Checkout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs submit.sh to the end: real processes, and once a real Maven that links the real Spark. */
class SubmitIT {

  @TempDir Path temp;
  private Checkout checkout;

  @BeforeEach
  void prepare() throws IOException {
    checkout = Checkout.in(temp.resolve("a check out/descent it's"));
  }

  @AfterEach
  void unlink() throws IOException {
    checkout.close();
  }

  private static List<String> said(Result result) {
    return result.err().lines().filter(line -> line.startsWith("descent: ")).toList();
  }

  @Test
  void theEmbeddedSparkIsLinkedOnceAndRunsAnywhere() throws IOException {
    Result linking = checkout.submit("train", "a  b", "it's", "*", "", "seven");
    assertThat(linking.code()).as(linking.err()).isEqualTo(7);
    assertThat(said(linking)).hasSize(1).first().asString().contains("linking Spark");
    assertThat(linking.printed("arguments")).isEqualTo("train|a  b|it's|*||seven");
    assertThat(linking.printed("master")).isEqualTo("local[*,4]");
    assertThat(linking.printed("sum")).isEqualTo("9");
    Path log = Path.of(linking.printed("log"));
    assertThat(log.getParent()).isEqualTo(checkout.folder().resolve("logs"));
    assertThat(log).content().contains("a line for the log").contains("org.apache.spark");
    assertThat(linking.err()).doesNotContain("a line for the log").doesNotContain(" INFO ");
    try (Stream<Path> jars = Files.list(checkout.links())) {
      assertThat(jars).allMatch(Files::isSymbolicLink).hasSizeGreaterThan(100);
    }

    Path oldHome = checkout.folder();
    checkout = checkout.moveTo(temp.resolve("some where else"));
    Result again =
        checkout.submit("train", "--", "--master", "local[1]", "--driver-memory", "600m");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(said(again)).isEmpty();
    assertThat(again.printed("master")).isEqualTo("local[1]");
    assertThat(again.printed("megabytes")).isEqualTo("600");
    assertNothingNames(oldHome, checkout.folder().resolve("target"));

    Path broken = checkout.links().resolve("hadoop-client-api-3.4.2.jar");
    Files.delete(broken);
    Files.createSymbolicLink(broken, temp.resolve("gone.jar"));
    Result repaired = checkout.submit("train", "--engine", "local");
    assertThat(repaired.code()).as(repaired.err()).isZero();
    assertThat(said(repaired)).hasSize(1);
    assertThat(broken).exists();
  }

  private static void assertNothingNames(Path home, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          assertThat(Files.readSymbolicLink(file).startsWith(home)).as("%s", file).isFalse();
        } else if (Files.isRegularFile(file) && !file.toString().endsWith(".jar")) {
          assertThat(file).content().doesNotContain(home.toString());
        }
      }
    }
  }

  @Test
  void theLocalEngineRunsWithoutSparkThroughALinkFromAnyFolder() throws IOException {
    checkout.linked();
    Path bin = Files.createDirectories(temp.resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("real"), checkout.script());
    Files.createSymbolicLink(bin.resolve("descent"), Path.of("real"));
    Result result =
        Checkout.run(
            bin,
            Map.of("DESCENT_JAVA_OPTS", "-Xmx300m -XX:+UseG1GC -Dflavour=sweet"),
            List.of("bash", "descent", "train", "--engine=local", "a b", "seven"));
    assertThat(result.code()).as(result.err()).isEqualTo(7);
    assertThat(result.err()).isEmpty();
    assertThat(result.printed("spark")).isEqualTo("false");
    assertThat(result.printed("arguments")).isEqualTo("train|--engine=local|a b|seven");
    assertThat(result.printed("megabytes")).isEqualTo("300");
    assertThat(result.printed("flavour")).isEqualTo("sweet");
    assertThat(Path.of(result.printed("log"))).content().contains("a line for the log");
  }

  @Test
  void theLocalEngineSharesItsClassesBetweenProcessesWhereItCan() throws IOException {
    checkout.withRehearsal().linked();
    Path archive = checkout.folder().resolve("target/classes-local.jsa");
    assertThat(checkout.submit("inspect", "m").code()).isZero();
    assertThat(checkout.submit("--dry-run", "train", "--engine", "local").code()).isZero();
    assertThat(archive).doesNotExist();

    Result making = checkout.submit("train", "--engine", "local");
    assertThat(making).isEqualTo(new Result(0, making.out(), ""));
    assertThat(archive).isRegularFile();
    FileTime made = Files.getLastModifiedTime(archive);
    Map<String, String> show =
        Map.of("DESCENT_JAVA_OPTS", "-Xlog:class+load:file=" + temp.resolve("classes"));
    assertThat(checkout.submit(show, "train", "--engine", "local").err()).isEmpty();
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
    assertThat(temp.resolve("classes")).content().contains("shared objects file (top)");

    // Other options than it was made with, other Javas, a damaged archive: nobody notices.
    for (String options :
        List.of("-XX:+UseSerialGC -XX:-UseCompressedOops", "-XX:+UseG1GC -Xmx40g")) {
      Result other =
          checkout.submit(
              Map.of("DESCENT_JAVA_OPTS", options), "train", "--engine", "local", "seven");
      assertThat(other.code()).as(other.err()).isEqualTo(7);
      assertThat(other.err()).isEmpty();
    }
    Path damaged = Files.write(temp.resolve("damaged"), new byte[5000]);
    Files.move(damaged, archive, StandardCopyOption.REPLACE_EXISTING);
    Result without = checkout.submit("train", "--engine", "local", "seven");
    assertThat(without.code()).as(without.err()).isEqualTo(7);
    assertThat(without.err()).isEmpty();

    checkout = checkout.moveTo(temp.resolve("an other place"));
    Result moved = checkout.submit("evaluate", "--engine", "local");
    assertThat(moved.err()).isEmpty();
    assertThat(checkout.folder().resolve("target/classes-local.jsa")).isRegularFile();
    assertThat(Files.size(checkout.folder().resolve("target/classes-local.jsa")))
        .isGreaterThan(5000);
  }

  @Test
  void theDriverOfTheEmbeddedSparkSharesItsClassesToo() throws IOException {
    checkout.withRehearsal().linked();
    Path archive = checkout.folder().resolve("target/classes-spark.jsa");
    assertThat(checkout.submit("--dry-run", "train").code()).isZero();
    assertThat(archive).doesNotExist();

    Result making = checkout.submit("train", "seven");
    assertThat(making.code()).as(making.err()).isEqualTo(7);
    assertThat(archive).isRegularFile();
    String log = "-Xlog:class+load:file=" + temp.resolve("classes");
    Result sharing = checkout.submit("train", "seven", "--", "--driver-java-options", log);
    assertThat(sharing).isEqualTo(new Result(7, sharing.out(), making.err()));
    assertThat(sharing.printed("sum")).isEqualTo("9");
    assertThat(temp.resolve("classes")).content().contains("shared objects file (top)");

    // Another class path uses none, and leaves it to those that do.
    FileTime made = Files.getLastModifiedTime(archive);
    Map<String, String> configured = Map.of("SPARK_CONF_DIR", temp.toString());
    assertThat(checkout.submit(configured, "train", "seven").code()).isEqualTo(7);
    assertThat(checkout.submit("train", "seven", "--", "--driver-class-path", "x").code())
        .isEqualTo(7);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  @Test
  void classesThatCannotBeSharedAreTriedOnceAndMissedByNobody() throws IOException {
    checkout.linked();
    Path target = checkout.folder().resolve("target");
    for (int run = 0; run < 2; run++) {
      Result result = checkout.submit("train", "--engine", "local", "seven");
      assertThat(result.code()).as(result.err()).isEqualTo(7);
      assertThat(result.err()).isEmpty();
    }
    try (Stream<Path> left = Files.list(target)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("classes", "classes-local.key", "descent.jar", "spark");
    }
  }

  @Test
  void aGivenLogFileIsUsedAndATemporaryOneWhereLogsCannotBe() throws IOException {
    checkout.linked();
    Path mine = temp.resolve("my log.txt");
    Result given = checkout.submit(Map.of("DESCENT_LOG", mine.toString()), "inspect", "m");
    assertThat(given.printed("log")).isEqualTo(mine.toString());
    assertThat(mine).content().contains("a line for the log");

    Files.writeString(checkout.folder().resolve("logs"), "in the way");
    Path other = Files.createDirectories(temp.resolve("t m p"));
    Result elsewhere = checkout.submit(Map.of("TMPDIR", other.toString()), "inspect", "m");
    assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
    assertThat(Path.of(elsewhere.printed("log")).getParent()).isEqualTo(other);
  }

  @Test
  void aGivenSparkGetsSparkSubmitsWordsInOrderAndItsExitCodeCounts() throws IOException {
    Path home = temp.resolve("a spark");
    String print = "#!/bin/sh\nprintf '%s|' \"$@\"\nexit 9\n";
    Path submit = Checkout.executable(home.resolve("bin/spark-submit"), print);
    Files.createDirectories(home.resolve("jars"));
    String expected =
        "--class|io.descent.cli.Main|--master|yarn|--conf|a=b c|"
            + checkout.jar()
            + "|train|--data|x y|";
    String[] words = {"train", "--data", "x y", "--", "--master", "yarn", "--conf", "a=b c"};

    Result bySparkHome = checkout.submit(Map.of("SPARK_HOME", home.toString()), words);
    assertThat(bySparkHome).isEqualTo(new Result(9, expected, ""));

    Path bin = Files.createDirectories(temp.resolve("link bin"));
    Files.createSymbolicLink(bin.resolve("spark-submit"), submit);
    Result byPath = checkout.submit(Map.of("PATH", bin + ":" + System.getenv("PATH")), words);
    assertThat(byPath).isEqualTo(new Result(9, expected, ""));
  }
}
