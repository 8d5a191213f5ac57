package io.descent.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryExampleTest {
  @Test
  void theReadmeShowsTheExampleAsItIs() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/descent/example/LibraryExample.java"));
    String shown = source.substring(source.indexOf("import")).strip();
    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + shown + "\n```");
  }

  @Test
  void theExampleTrainsAndScores(@TempDir Path folder) {
    PrintStream console = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      LibraryExample.main(new String[] {folder.resolve("model").toString()});
    } finally {
      System.setOut(console);
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    double auc =
        Double.parseDouble(
            printed
                .lines()
                .filter(l -> l.startsWith("AUC"))
                .findFirst()
                .orElseThrow()
                .substring(4));
    assertThat(auc).isBetween(0.93, 0.99);
    double probability = Double.parseDouble(printed.substring(printed.indexOf("= ") + 2).strip());
    assertThat(probability).isBetween(0.95, 1.0);
    assertThat(printed.lines().filter(line -> line.matches("\\d+ .*"))).hasSize(79);
  }
}
