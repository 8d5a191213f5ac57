package io.descent.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnLossAndRuleTest {
  @Test
  void theGuideShowsTheExampleAsItIs() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/descent/example/OwnLossAndRule.java"));
    String shown = source.substring(source.indexOf("import")).strip();
    assertThat(Files.readString(Path.of("CONTRIBUTING.md")))
        .contains("```java\n" + shown + "\n```");
  }

  /**
   * Where the sum of tanh(z − y) vanishes: the wild point pulls, but only as hard as tanh lets it.
   */
  @Test
  void theExampleFindsTheOptimumOfItsLoss() {
    double[] theta = OwnLossAndRule.fit();
    double slope = 0;
    double intercept = 0;
    double[] y = {3, 5, 7, 90};
    for (int i = 0; i < 4; i++) {
      double pull = Math.tanh(theta[0] * (i + 1) + theta[1] - y[i]);
      slope += pull * (i + 1);
      intercept += pull;
    }
    assertThat(slope).isCloseTo(0, within(0.05));
    assertThat(intercept).isCloseTo(0, within(0.05));
  }
}
