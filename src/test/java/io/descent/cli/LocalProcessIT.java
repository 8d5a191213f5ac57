package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.example.OwnServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local engine in a process of its own, where there is no Spark to load. */
class LocalProcessIT {
  @TempDir Path dir;

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  /** Runs a command that has to succeed, and checks every class that it loads. */
  private LocalProcess withoutSpark(String... words) throws IOException, InterruptedException {
    Path classes = dir.resolve("classes.txt");
    LocalProcess run =
        LocalProcess.run(dir, List.of("-Xlog:class+load:file=" + classes + "::filecount=0"), words);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(classes))
        .contains("io.descent.cli.Main")
        .doesNotContain(" org.apache.spark.", " scala.", " org.apache.hadoop.");
    return run;
  }

  private String[] training(String model, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("train", "--config", "conf/breast-cancer.properties", "--engine", "local"));
    words.addAll(List.of("--model", at(model)));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void aJarOnTheClassPathBringsALossAndARule() throws Exception {
    Path jar = OwnServices.jar(dir.resolve("own.jar"));
    String[] words =
        training("own", "--loss", "log-cosh", "--optimizer", "normalised", "--steps", "20");
    LocalProcess run = LocalProcess.withJar(dir, jar, words);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(LocalProcess.withJar(dir, jar, "inspect", at("own")).out())
        .contains("log-cosh", "optimizer=normalised");
    assertThat(LocalProcess.run(dir, List.of(), words).code()).isEqualTo(64);
  }

  @Test
  void trainsEvaluatesAndInspects() throws Exception {
    LocalProcess train = withoutSpark(training("model"));
    assertThat(train.out()).contains("AUC", "error rate", "largest weights", "model: ");
    assertThat(train.err()).contains("objective").doesNotContain("\r", "SLF4J", "WARN");
    LocalProcess evaluate =
        withoutSpark(
            "evaluate",
            "--engine",
            "local",
            "--model",
            at("model"),
            "--data",
            "data/breast-cancer.csv");
    assertThat(evaluate.out()).contains("rows", "569", "AUC");
    assertThat(withoutSpark("inspect", at("model")).out()).contains("logistic", "loss=logistic");
  }

  @Test
  void theExitCodeIsThatOfTheProcess() throws Exception {
    LocalProcess run =
        LocalProcess.run(
            dir,
            List.of(),
            "train",
            "--engine",
            "local",
            "--loss",
            "hinge",
            "--data",
            at("none"),
            "--model",
            at("model"));
    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).contains("descent: " + at("none") + ": no such file", "(exit 66");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anotherCountryChangesNothing() throws Exception {
    List<String> outs = new ArrayList<>();
    List<byte[]> weights = new ArrayList<>();
    for (String country : List.of("en-US", "tr-TR", "de-DE")) {
      String[] parts = country.split("-", -1);
      LocalProcess run =
          LocalProcess.run(
              dir,
              List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]),
              training("model"));
      assertThat(run.code()).as(run.err()).isZero();
      outs.add(run.out().replaceFirst("[0-9.]+ s\\R", "… s\n"));
      weights.add(Files.readAllBytes(dir.resolve("model/weights.safetensors")));
    }
    assertThat(outs.get(0)).contains("0.0");
    assertThat(outs).allMatch(outs.get(0)::equals);
    assertThat(weights).allSatisfy(w -> assertThat(w).isEqualTo(weights.get(0)));
  }

  /** Not even that dense rows take scalar loops, which a plain JVM says otherwise. */
  @Test
  void quietMeansNothing() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(training("silent")));
    LocalProcess loud = LocalProcess.run(dir, List.of(), words.toArray(new String[0]));
    assertThat(loud.err()).contains("scalar loops");
    words.addAll(List.of("--quiet", "--overwrite"));
    LocalProcess quiet = LocalProcess.run(dir, List.of(), words.toArray(new String[0]));
    assertThat(quiet.code()).isZero();
    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out()).isEmpty();
  }
}
