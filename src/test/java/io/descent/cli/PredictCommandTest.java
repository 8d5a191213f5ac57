package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private ExitCode run(String... args) {
    return CommandLineTool.with(new PrintWriter(out), new PrintWriter(err), new Terminal(false))
        .run(args);
  }

  private ExitCode predict(String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("predict", "--engine", "local", "--model", path("m")));
    args.addAll(List.of("--data", path("x.csv")));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeEach
  void train() throws IOException {
    Files.writeString(folder.resolve("x.csv"), "x,y\n1,2\n2,4\n3,6\n4,8\n");
    assertThat(
            run(
                "train",
                "--engine",
                "local",
                "--data",
                path("x.csv"),
                "--label",
                "y",
                "--loss",
                "squared",
                "--steps",
                "5",
                "--model",
                path("m"),
                "--quiet"))
        .as("%s", err)
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void saysHowManyRowsAndWhere() {
    assertThat(predict("--output", path("o"))).as("%s", err).isEqualTo(ExitCode.OK);
    assertThat(out).hasToString("4 rows with predictions: " + path("o") + System.lineSeparator());
    assertThat(predict("--output", path("o"))).isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(err).asString().contains("--overwrite", "exit 73");
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertThat(predict("--output", path("o"), "--overwrite", "--quiet")).isEqualTo(ExitCode.OK);
    assertThat(out.toString() + err).isEmpty();
    assertThat(folder.resolve("o")).isNotEmptyDirectory();
  }

  @Test
  void needsAnOutput() {
    assertThat(predict()).isEqualTo(ExitCode.USAGE);
    assertThat(err).asString().contains("--output is required");
    assertThat(predict("--output", path("o.parquet"))).isEqualTo(ExitCode.USAGE);
    assertThat(err).asString().contains("--engine spark");
  }

  @Test
  void explainsItself() {
    assertThat(run("predict", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out).asString().contains("--output=PATH", "--overwrite", "--model=DIR");
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out).asString().contains("predict");
  }
}
