package io.descent.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.submit.Checkout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What submit.sh says, in one line and with which exit code, when it cannot start anything. */
class SubmitTroubleIT {

  @TempDir Path temp;
  private Checkout checkout;
  private Path bin;

  @BeforeEach
  void prepare() throws IOException {
    checkout = Checkout.in(temp.resolve("a check out/descent")).linked();
    bin = Files.createDirectories(temp.resolve("a bin"));
  }

  @AfterEach
  void unlink() throws IOException {
    checkout.close();
  }

  private static void assertOneLine(Result result, int code, String... parts) {
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("descent: ").contains(parts);
    assertThat(result.err()).contains("(exit " + code + ")");
  }

  /** A PATH with a Maven of the test's in front. */
  private Map<String, String> withMaven(String script) throws IOException {
    Checkout.executable(bin.resolve("mvn"), "#!/usr/bin/env bash\n" + script);
    return Map.of("PATH", bin + ":" + System.getenv("PATH"));
  }

  private void makeSourcesNewer() throws IOException {
    Files.setLastModifiedTime(
        checkout.folder().resolve("src/main/java/Main.java"),
        FileTime.from(Files.getLastModifiedTime(checkout.jar()).toInstant().plusSeconds(2)));
  }

  @Test
  void noJavaOrAnOldOne() throws IOException {
    assertOneLine(
        checkout.submit(Map.of("JAVA_HOME", temp.resolve("none").toString()), "inspect", "m"),
        78,
        temp.resolve("none/bin/java").toString(),
        "JDK 17");
    Path old = temp.resolve("old jdk");
    Checkout.executable(
        old.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertOneLine(
        checkout.submit(Map.of("JAVA_HOME", old.toString()), "train"), 78, "not Java 17", "JDK 17");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
    assertOneLine(
        checkout.submit(Map.of("JAVA_HOME", old.toString()), "train"), 78, "not Java 17", "JDK 17");
    Files.writeString(temp.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    assertOneLine(
        checkout.submit(Map.of("JAVA_HOME", temp.toString()), "inspect", "m"), 78, "no Java found");
  }

  @Test
  void aSparkHomeWithoutSpark() {
    assertOneLine(
        checkout.submit(Map.of("SPARK_HOME", temp.toString()), "train"),
        78,
        "SPARK_HOME",
        temp.toString(),
        "bin/spark-submit");
  }

  @Test
  void optionsForSparkSubmitThatNobodyWouldRead() {
    assertOneLine(
        checkout.submit("train", "--engine", "local", "--", "--master", "yarn"), 64, "after --");
  }

  @Test
  void noMavenWhereOneIsNeeded() throws IOException {
    for (String tool :
        List.of("bash", "dirname", "readlink", "find", "awk", "date", "mktemp", "rm", "wc")) {
      Result found = Checkout.run(temp, Map.of(), List.of("bash", "-c", "type -P " + tool));
      Checkout.executable(
          bin.resolve(tool), "#!/bin/sh\nexec " + found.out().strip() + " \"$@\"\n");
    }
    Files.delete(checkout.jar());
    Result result = checkout.submit(Map.of("PATH", bin.toString()), "inspect", "m");
    assertThat(result.code()).as(result.err()).isEqualTo(78);
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.err()).contains("building target/descent.jar", "no mvn on the PATH");
  }

  @Test
  void staleSourcesAreBuiltOnceAndTheNewsIsOneLine() throws IOException {
    Map<String, String> maven =
        withMaven(
            "mkdir -p target/maven-status; printf '%s|' \"$@\" >>'"
                + temp.resolve("calls")
                + "'\n");
    Files.setLastModifiedTime(
        checkout.folder().resolve("src/main/java/Main.java"), FileTime.from(Instant.now()));
    Files.setLastModifiedTime(checkout.jar(), FileTime.from(Instant.now().minusSeconds(5)));
    Result first = checkout.submit(maven, "inspect", "m");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err().lines()).hasSize(1);
    assertThat(first.err()).contains("building target/descent.jar");
    assertThat(checkout.submit(maven, "inspect", "m").err()).isEmpty();
    assertThat(checkout.folder().resolve("target/maven-status")).doesNotExist();
    assertThat(temp.resolve("calls")).hasContent("-q|-B|package|-Dmaven.test.skip=true|");
  }

  @Test
  void aBuildThatFailsNamesItsFirstErrorAndKeepsTheRest() throws IOException {
    makeSourcesNewer();
    Path log = temp.resolve("a log/d.log");
    for (var failure :
        Map.of("Compilation failure: x.java", 70, "Could not transfer x", 75).entrySet()) {
      Map<String, String> environment = new HashMap<>();
      environment.putAll(
          withMaven(
              "echo all of it; echo '[ERROR] "
                  + failure.getKey()
                  + "'; echo '[ERROR] b'; exit 1\n"));
      environment.put("DESCENT_LOG", log.toString());
      Result result = checkout.submit(environment, "inspect", "m");
      assertThat(result.code()).as(result.err()).isEqualTo(failure.getValue());
      assertThat(result.err().lines()).hasSize(2);
      assertThat(result.err()).contains(failure.getKey(), log.toString()).doesNotContain("ERROR");
      assertThat(log).content().contains("all of it");
    }
  }
}
