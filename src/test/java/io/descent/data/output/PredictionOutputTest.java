package io.descent.data.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStores;
import io.descent.objective.LinearObjective;
import io.descent.objective.LogisticLoss;
import io.descent.objective.SoftmaxObjective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionOutputTest {
  private static final Scorer BINARY =
      Scorer.of(LinearObjective.of(new LogisticLoss(), 1, true), new double[2]);
  private static final Scorer CLASSES =
      Scorer.of(SoftmaxObjective.of(2, 1, true), new double[4], "a", "b c");

  @TempDir Path folder;

  private PredictionOutput output(String name, boolean overwrite) {
    return PredictionOutput.of(FileStores.local(), folder.resolve(name).toString(), overwrite);
  }

  private static UserException failure(Runnable action) {
    UserException e = catchThrowableOfType(UserException.class, action::run);
    assertThat(e).as("a UserException").isNotNull();
    return e;
  }

  private void put(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }

  @Test
  void replacesOnlyOutputsOfPredict() throws IOException {
    for (String name :
        List.of("part-00000.csv", "part-0-c.snappy.parquet", "_SUCCESS", ".part-0.parquet.crc")) {
      put("own/" + name);
    }
    Files.createDirectory(folder.resolve("empty"));
    for (String name : List.of("own", "empty")) {
      assertThatCode(() -> output(name, true).check("local")).doesNotThrowAnyException();
      UserException e = failure(() -> output(name, false).check("local"));
      assertThat(e).hasMessageContaining("--overwrite");
      assertThat(e.code()).isEqualTo(ExitCode.CANNOT_CREATE);
    }
    for (String name : List.of("model.json", "a.csv", "part-1/x", ".git/x", "_temporary/x")) {
      put("other/part-00000.csv");
      put("other/" + name);
      UserException e = failure(() -> output("other", true).check("local"));
      assertThat(e).hasMessageContaining("holds " + name.replaceAll("/x", "/"));
      assertThat(e.code()).isEqualTo(ExitCode.CANNOT_CREATE);
      Files.delete(folder.resolve("other/" + name));
      if (name.endsWith("/x")) {
        Files.delete(folder.resolve("other/" + name).getParent());
      }
    }
    UserException e = failure(() -> output("own/_SUCCESS", true).check("local"));
    assertThat(e).hasMessageContaining("is a file");
    assertThat(e.code()).isEqualTo(ExitCode.CANNOT_CREATE);
  }

  @Test
  void writesParquetWithSparkOnly() {
    for (String name : List.of("x.parquet", "x.parquet/", "x.PARQUET")) {
      assertThat(output(name, false).isParquet()).as(name).isTrue();
      assertThat(failure(() -> output(name, false).check("local")).code())
          .isEqualTo(ExitCode.USAGE);
      assertThatCode(() -> output(name, false).check("spark")).doesNotThrowAnyException();
    }
    assertThat(output("parquet", false).isParquet()).isFalse();
  }

  @Test
  void refusesColumnsOfOneName() {
    PredictionOutput csv = output("x", false);
    PredictionOutput parquet = output("x.parquet", false);
    assertThat(BINARY.columns()).containsExactly("prediction", "probability");
    assertThat(CLASSES.columns()).containsExactly("prediction", "probability_a", "probability_b c");
    csv.checkNames(List.of("a", "A", "Prediction", "probability_a"), BINARY);
    for (List<String> columns : List.of(List.of("prediction"), List.of("x", "probability_b c"))) {
      UserException e = failure(() -> csv.checkNames(columns, CLASSES));
      assertThat(e).hasMessageContaining("'" + columns.get(columns.size() - 1) + "'");
      assertThat(e.code()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(failure(() -> parquet.checkNames(List.of("Prediction"), BINARY)))
        .hasMessageContaining("case does not count");
    assertThat(failure(() -> parquet.checkNames(List.of("a", "A"), BINARY)))
        .hasMessageContaining("two columns of the data");
  }
}
