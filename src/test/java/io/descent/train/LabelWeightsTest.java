package io.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.sample.ShardCensus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelWeightsTest {
  private static final List<List<String>> BINARY = List.of(List.of("0", "-1"), List.of("1"));
  private static final List<List<String>> TEXTS =
      List.of(List.of("a,b"), List.of("it's"), List.of("x:y"), List.of(" 7"));

  private static ShardCensus notAsked() {
    throw new AssertionError("rows are counted for balanced weights only");
  }

  private static double[] weights(String text, List<List<String>> names) {
    return LabelWeights.parse(text).of(names, LabelWeightsTest::notAsked);
  }

  private static ShardCensus census(double... labels) {
    return ShardCensus.ofLabels(
        Block.of(0, DenseRows.of(labels.length, 0, new double[0]), labels, null));
  }

  @Test
  void aListNamesLabelsAsTheDataDo() {
    assertThat(weights("1:2.5,0:4", BINARY)).containsExactly(4, 2.5);
    assertThat(weights("-1:3", BINARY)).containsExactly(3, 1);
    assertThat(weights(" +1 : 3e-2 ", BINARY)).containsExactly(1, 0.03);
    assertThat(weights("'a,b':2,'it''s':3,'x:y':4,' 7':5", TEXTS)).containsExactly(2, 3, 4, 5);
    assertThat(weights("07:2,7:3", List.of(List.of("7"), List.of("07")))).containsExactly(3, 2);
  }

  @Test
  void whatIsRecordedIsReadAgain() {
    double[] weights = {0.1, 1.0 / 3, 1e-17, 12345678.9};
    String text = LabelWeights.text(TEXTS, weights);
    assertThat(weights(text, TEXTS)).isEqualTo(weights);
    assertThat(LabelWeights.text(BINARY, new double[] {2, 0.5})).isEqualTo("0:2.0,1:0.5");
  }

  /**
   * scikit-learn 1.4, compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 1, 2]).
   */
  @Test
  void balancedIsScikitLearns() {
    LabelWeights balanced = LabelWeights.parse("balanced");
    assertThat(balanced.isBalanced()).isTrue();
    List<List<String>> names = List.of(List.of("0"), List.of("1"), List.of("2"));
    assertThat(balanced.of(names, () -> census(0, 1, 0, 2, 1, 0)))
        .containsExactly(6 / (3 * 3.0), 6 / (3 * 2.0), 6 / (3 * 1.0));
    // A label that does not occur is no class of the formula.
    assertThat(balanced.of(names, () -> census(0, 2, 0, 0)))
        .containsExactly(4 / (2 * 3.0), 1, 4 / (2 * 1.0));
    assertThat(balanced.of(names, () -> census(0, 0).merge(census()).merge(census(2))))
        .containsExactly(3 / (2 * 2.0), 1, 3 / (2 * 1.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1:",
        ":2",
        "1:0",
        "1:-1",
        "1:NaN",
        "1:1e999",
        "1:2,",
        "1:2;0:1",
        "a:b:2",
        "'a:2",
        "'':2",
        "Balanced",
        "1:0x1"
      })
  void otherTextsAreToldTheGrammar(String text) {
    assertThatThrownBy(() -> LabelWeights.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label:weight")
        .hasMessageEndingWith("got \"" + text + "\"");
  }

  @Test
  void labelsThatAreNotThereAndLabelsGivenTwiceAreNamed() {
    assertThatThrownBy(() -> weights("2:1", BINARY))
        .hasMessage("there is no label '2'; the labels are 0 or -1, 1");
    assertThatThrownBy(() -> weights("0:1,-1:2", BINARY)).hasMessage("label '-1' is given twice");
  }
}
