package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.csv|a.csv|true",
        "*.csv|acsv|false",
        "a*c*e|abcde|true",
        "?|é|true",
        "?|😀|true",
        "[😀-😂]|😁|true",
        "[a-c]|b|true",
        "[a-c]|-|false",
        "[a-]|-|true",
        "[]a]|]|true",
        "[!]a]|b|true",
        "[!]a]|]|false",
        "[z-a]|m|false",
        "[^a]|a|false",
        "[^]|[^]|true",
        "[a|[a|true",
        "a.b|axb|false",
        "\\Qx\\E|\\Qx\\E|true",
        "x&&[b]|x&&b|true",
        "(a+)$|(a+)$|true",
      })
  void matches(String pattern, String name, boolean expected) {
    assertThat(Glob.compile(pattern).matcher(name).matches()).isEqualTo(expected);
  }

  @Test
  void writesBracesOut() {
    assertThat(Glob.alternatives("a{b,c{d,e}}f{,g}"))
        .containsExactly("abf", "abfg", "acdf", "acdfg", "acef", "acefg");
    assertThat(Glob.alternatives("a{b,c")).containsExactly("a{b,c");
    assertThat(Glob.alternatives("{}")).containsExactly("");
  }

  @Test
  void splitsAtCommasOutsideBraces() {
    assertThat(Glob.split("a,{b,{c,d}},e}")).containsExactly("a", "{b,{c,d}}", "e}");
    assertThat(Glob.split("a{b,c")).containsExactly("a{b", "c");
    assertThat(Glob.split("")).containsExactly("");
  }
}
