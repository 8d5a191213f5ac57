package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @Test
  void everyCommandOfItSucceeds(@TempDir Path folder) {
    assertThatCode(() -> Rehearsal.in(folder)).doesNotThrowAnyException();
  }
}
