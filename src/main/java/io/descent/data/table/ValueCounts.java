package io.descent.data.table;

import io.descent.data.LabelCensus;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The distinct texts of a column and the weight of the rows of each, up to a limit beyond which
 * nothing is kept. <b>Not thread-safe.</b>
 */
final class ValueCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private TextIndex index = new TextIndex();
  private double[] weights = new double[8];
  private int exceeded;

  /**
   * Adds a row.
   *
   * @param limit how many distinct texts are kept; one more and all are dropped for good
   */
  void add(String text, double weight, int limit) {
    if (exceeded == 0) {
      addAt(index.find(text), text, weight, limit);
    }
  }

  /** Adds a row by the text in one of its cells; as {@link #add(String, double, int)}. */
  void add(Cells cells, int column, double weight, int limit) {
    if (exceeded > 0) {
      return;
    }
    int at = cells.find(column, index);
    if (at >= 0) {
      weights[at] += weight;
    } else {
      addAt(at, cells.text(column), weight, limit);
    }
  }

  private void addAt(int found, String text, double weight, int limit) {
    int at = found;
    if (at < 0) {
      if (index.size() == limit) {
        drop(limit);
        return;
      }
      at = index.add(text);
      if (at == weights.length) {
        weights = Arrays.copyOf(weights, 2 * at);
      }
    }
    weights[at] += weight;
  }

  private void drop(int limit) {
    exceeded = Math.max(exceeded, limit);
    index = new TextIndex();
    weights = new double[0];
  }

  /** These texts followed by those of the shards to the right. */
  void merge(ValueCounts right, int limit) {
    if (right.exceeded > 0) {
      drop(right.exceeded);
    }
    for (int i = 0; i < right.index.size(); i++) {
      add(right.index.value(i), right.weights[i], limit);
    }
  }

  /** The highest limit that there were more texts than; 0 when all are here. */
  int exceeded() {
    return exceeded;
  }

  int size() {
    return index.size();
  }

  /** The texts by code point. */
  String[] sorted() {
    return order().mapToObj(index::value).toArray(String[]::new);
  }

  /** The weights in the order of {@link #sorted}. */
  double[] sortedWeights() {
    return order().mapToDouble(i -> weights[i]).toArray();
  }

  private IntStream order() {
    return IntStream.range(0, index.size())
        .boxed()
        .sorted(Comparator.comparing(index::value, LabelCensus::compare))
        .mapToInt(Integer::intValue);
  }
}
