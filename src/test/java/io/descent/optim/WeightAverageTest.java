package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
  private static List<double[]> iterates() {
    Random random = new Random(11);
    List<double[]> iterates = new ArrayList<>();
    for (int t = 0; t < 40; t++) {
      iterates.add(new double[] {random.nextGaussian(), 3 + random.nextDouble()});
    }
    // An update that moves nothing counts.
    iterates.set(20, iterates.get(19).clone());
    return iterates;
  }

  /** The average after each update, an independent mean beside it from the first iterate on. */
  private static void assertMeans(WeightAverage average, int from) {
    List<double[]> iterates = iterates();
    Slots slots = average.init(2);
    for (int t = 1; t <= iterates.size(); t++) {
      double[] theta = iterates.get(t - 1);
      double[] before = theta.clone();
      average.add(theta, slots, t);
      double[] mean = new double[2];
      for (int i = from; i <= t; i++) {
        mean[0] += iterates.get(i - 1)[0] / (t - from + 1);
        mean[1] += iterates.get(i - 1)[1] / (t - from + 1);
      }
      assertThat(average.of(theta, slots, t))
          .containsExactly(t < from ? theta : mean, within(1e-13));
      assertThat(theta).isEqualTo(before);
    }
  }

  @Test
  void polyakIsTheMeanOfTheIterates() {
    assertMeans(WeightAverages.parse("polyak"), 1);
    assertMeans(WeightAverages.parse("polyak:7"), 7);
  }

  @Test
  void bottouCountsFromZeroAndKeepsTheIterateAtItsStart() {
    assertMeans(WeightAverages.parse("bottou"), 1);
    assertMeans(WeightAverages.parse("bottou:0"), 1);
    assertMeans(WeightAverages.parse("bottou:6"), 7);
  }

  @Test
  void exponentialMeanHasWeightsThatSumToOne() {
    List<double[]> iterates = iterates();
    for (int start : new int[] {1, 5}) {
      WeightAverage average = EmaAverage.from(0.8, start);
      Slots slots = average.init(2);
      for (int t = 1; t <= 40; t++) {
        average.add(iterates.get(t - 1), slots, t);
        double sum = 0;
        double weights = 0;
        for (int i = start; i <= t; i++) {
          sum += Math.pow(0.8, t - i) * iterates.get(i - 1)[1];
          weights += Math.pow(0.8, t - i);
        }
        double expected = t < start ? iterates.get(t - 1)[1] : sum / weights;
        assertThat(average.of(iterates.get(t - 1), slots, t)[1]).isCloseTo(expected, within(1e-13));
      }
    }
  }

  /** A run that went astray before averaging starts leaves no trace, not even of rounding. */
  @Test
  void whatComesBeforeTheStartHasNoWeight() {
    for (double stray : new double[] {1e300, Double.POSITIVE_INFINITY, Double.NaN}) {
      for (String form : List.of("polyak:3", "bottou:2", "ema:3")) {
        WeightAverage average = WeightAverages.parse(form);
        Slots slots = average.init(1);
        average.add(new double[] {stray}, slots, 1);
        average.add(new double[] {stray}, slots, 2);
        average.add(new double[] {5}, slots, 3);
        assertThat(average.of(new double[] {5}, slots, 3)[0])
            .as(form + " after " + stray)
            .isCloseTo(5, within(1e-12));
        average.add(new double[] {5}, slots, 4);
        assertThat(average.of(new double[] {5}, slots, 4)[0]).isCloseTo(5, within(1e-12));
      }
    }
  }

  /** From the start on the average is in the memory, which a snapshot brings with it. */
  @Test
  void theIterateGivenIsTheAverageBeforeTheStartOnly() {
    double[] other = {-7};
    for (String form : List.of("polyak:3", "bottou:2", "ema:3")) {
      WeightAverage average = WeightAverages.parse(form);
      Slots slots = average.init(1);
      for (int t = 1; t <= 3; t++) {
        average.add(new double[] {t}, slots, t);
      }
      Slots read = Slots.none().with("average", slots.get("average"));
      average.init(1).checkSameShape(read);
      assertThat(average.of(other, read, 3)[0]).as(form).isCloseTo(3, within(1e-12));
    }
    for (String form : List.of("polyak:3", "ema:3")) {
      WeightAverage average = WeightAverages.parse(form);
      assertThat(average.of(other, average.init(1), 2)).as(form).containsExactly(-7);
    }
    WeightAverage bottou = WeightAverages.parse("bottou");
    Slots slots = bottou.init(1);
    bottou.add(new double[] {3}, slots, 1);
    assertThat(bottou.of(other, slots, 1)).containsExactly(3);
  }

  @Test
  void theNamedExponentialMeanKeepsThreeNines() {
    WeightAverage average = WeightAverages.parse("ema");
    Slots slots = average.init(1);
    average.add(new double[] {1}, slots, 1);
    average.add(new double[] {2}, slots, 2);
    assertThat(average.of(new double[] {2}, slots, 2)[0])
        .isCloseTo((0.999 + 2) / 1.999, within(1e-12));
  }

  @Test
  void withoutUpdatesOrAverageItIsTheta() {
    for (String form :
        List.of("none", "polyak", "polyak:9", "bottou", "bottou:3", "ema", "ema:2")) {
      WeightAverage average = WeightAverages.parse(form);
      double[] theta = {4, 5};
      double[] given = average.of(theta, average.init(2), 0);
      assertThat(given).as(form).containsExactly(4, 5).isNotSameAs(theta);
    }
    WeightAverage none = WeightAverages.none();
    none.add(new double[] {1}, none.init(1), 1);
    assertThat(none.init(3).names()).isEmpty();
    assertThat(none.of(new double[] {3}, none.init(1), 1)).containsExactly(3);
  }

  @Test
  void aFormThatIsWrongIsShownTheRightOne() {
    for (String bad :
        List.of(
            "",
            "mean",
            "none:1",
            "polyak:",
            "polyak:0",
            "polyak:-1",
            "ema:0",
            "ema:.5",
            "bottou:x",
            "polyak:1:2",
            "Polyak",
            "polyak:9999999999999999999")) {
      assertThatThrownBy(() -> WeightAverages.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> WeightAverages.parse("mean"))
        .hasMessageContaining("polyak[:N]")
        .hasMessage("average takes " + WeightAverages.grammar() + ", got mean");
    assertThatThrownBy(() -> WeightAverages.parse("ema:0"))
        .hasMessage("updates count from 1, got 0");
    assertThatThrownBy(() -> BottouAverage.from(-1)).hasMessageContaining("-1");
  }
}
