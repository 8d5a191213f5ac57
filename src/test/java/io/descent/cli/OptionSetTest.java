package io.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Lines of options, read the short way where nothing is in doubt, mean what picocli makes of them.
 */
class OptionSetTest {

  private static final List<String> WORDS =
      List.of(
          "--data",
          "--data=a,b",
          "--data=",
          "--data=x=y",
          "--rate",
          "--rate=0.5",
          "--quiet",
          "--quiet=true",
          "--quiet=maybe",
          "--help",
          "true",
          "false",
          "a b",
          "",
          "-1",
          "-5",
          "--",
          "--no",
          "--no=1",
          "-q",
          "--dat",
          "\"q\"",
          "'s'",
          "@file",
          "${sys:user.home}",
          "x=y",
          "…");

  private static OptionSet options() {
    return OptionSet.of("try", "Tries.")
        .add("data", "PATHS", "Data.")
        .addFlag("quiet", "Says nothing.")
        .add("rate", "X", "A rate.");
  }

  /** What was read, in order, or the refusal. */
  private static String outcome(java.util.function.Supplier<Map<String, String>> reading) {
    try {
      return new ArrayList<>(reading.get().entrySet()).toString();
    } catch (UserException e) {
      return "refused: " + e.getMessage();
    }
  }

  @Test
  void everyLineMeansWhatPicocliMakesOfIt() {
    Map<Boolean, Integer> refused = new TreeMap<>();
    for (int seed = 0; seed < 4000; seed++) {
      Random random = new Random(seed);
      List<String> line = new ArrayList<>();
      for (int words = random.nextInt(7); words > 0; words--) {
        line.add(WORDS.get(random.nextInt(random.nextBoolean() ? 6 : WORDS.size())));
      }
      OptionSet options = random.nextBoolean() ? options() : options().addPositional("M", "Model.");
      String expected = outcome(() -> options.grammar().parse(line));
      assertThat(outcome(() -> options.parse(line)))
          .as("seed %d: %s", seed, line)
          .isEqualTo(expected);
      refused.merge(expected.startsWith("refused"), 1, Integer::sum);
    }
    assertThat(refused.values()).allMatch(count -> count > 400);
  }
}
