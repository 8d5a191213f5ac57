package io.descent.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositiveRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "delay > 15 | 15 | false",
        "delay > 15 | 15.5 | true",
        "delay>=15 | 15.0 | true",
        "delay < -1 | -2 | true",
        "delay <= 15 | 16 | false",
        "delay = 0 | -0 | true",
        "delay != 3 | 3 | false",
        "delay <> 3 | 4 | true",
        "delay = 'late' | late | true",
        "delay = ' late ' | late | false",
        "delay != 'late' | early | true",
        "delay < 'm' | late | true",
        "delay = 'it''s' | it's | true",
        "\"delay\" > 1e1 | 11 | true",
        "delay > '2001-02-01' | 2001-02-01 10:00 | true"
      })
  void holds(String condition, String cell, boolean expected) {
    PositiveRule rule = PositiveRule.parse(condition);
    assertThat(rule.column()).isEqualTo("delay");
    assertThat(rule.holds(TextCells.over(new String[] {cell}), 0)).isEqualTo(expected);
  }

  @Test
  void nothingHoldsForAMissingCell() {
    TextCells empty = TextCells.over(new String[] {"  "});
    for (String op : new String[] {"=", "!=", "<", ">="}) {
      assertThat(PositiveRule.parse("a " + op + " 0").holds(empty, 0)).as(op).isFalse();
      assertThat(PositiveRule.parse("a " + op + " 'x'").holds(empty, 0)).as(op).isFalse();
    }
  }

  @Test
  void columnsMayHoldBlanksAndQuotes() {
    assertThat(PositiveRule.parse(" arrival delay > 1").column()).isEqualTo("arrival delay");
    assertThat(PositiveRule.parse("\"a \"\"b\"\" > c\"> 1").column()).isEqualTo("a \"b\" > c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "delay",
        "delay >",
        "> 3",
        "delay > x",
        "delay > 'x",
        "delay > 'x' and y",
        "delay > 1 2",
        "delay => 3",
        "delay == 3",
        "delay > 0x10",
        "delay > nan",
        "\"delay > 3",
        "delay >> 3",
        "a > 3 or b > 4",
        "`a` > 3",
        "delay > 1e999"
      })
  void otherFormsAreRefused(String condition) {
    assertThat(PositiveRule.tryParse(condition)).isNull();
    assertThatThrownBy(() -> PositiveRule.parse(condition))
        .hasMessageContaining("delay > 15")
        .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
        .returns(ExitCode.USAGE, UserException::code);
  }

  @Test
  void aTextComparedWithANumberIsAMistake() {
    assertThatThrownBy(
            () -> PositiveRule.parse("a > 1").holds(TextCells.over(new String[] {"x"}), 0))
        .isInstanceOf(BadCellException.class)
        .hasMessageContaining("found 'x'");
  }
}
