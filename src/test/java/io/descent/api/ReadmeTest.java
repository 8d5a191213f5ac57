package io.descent.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README documents every option and exit code that exists, and none that does not. */
class ReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  @Test
  void theTableOfOptionsIsThatOfTheProgram() throws IOException {
    StringBuilder table =
        new StringBuilder("| option | values | default | meaning |\n|---|---|---|---|\n");
    for (TrainOption option : TrainOption.values()) {
      table.append(
          String.format(
              "| `--%s` | %s | %s | %s |%n",
              option.option(),
              option.range().label().replace("|", " "),
              option.defaultValue() == null ? "" : option.defaultValue(),
              option.help()));
    }
    assertThat(readme()).contains(table);
  }

  @Test
  void everyExitCodeIsExplained() throws IOException {
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme()).containsPattern("\\| " + code.code() + " \\| \\w+");
    }
    assertThat(readme().lines().filter(line -> line.matches("\\| \\d+ \\| .*")).count())
        .isEqualTo(ExitCode.values().length);
  }
}
