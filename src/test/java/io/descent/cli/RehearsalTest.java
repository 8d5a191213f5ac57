package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

  @ParameterizedTest
  @ValueSource(strings = {"local", "spark"})
  void everyCommandOfItSucceeds(String engine, @TempDir Path folder) {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    assertThatCode(() -> Rehearsal.with(engine, folder)).doesNotThrowAnyException();
  }

  @AfterEach
  void forgetSpark() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.ui.enabled");
  }
}
