package io.descent.evaluate;

import java.io.Serializable;

/**
 * How predictions of 0 and 1 for each label of some rows compare with the labels, every row counted
 * with its weight. <b>Not thread-safe.</b>
 */
final class LabelCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private double wrong;
  private double right;
  private double hits;
  private double told;
  private double had;

  /** Counts a label of a row: whether the row has it, and whether the model says so. */
  void add(double weight, boolean has, boolean says, boolean isWrong) {
    wrong += isWrong ? weight : 0;
    right += isWrong ? 0 : weight;
    hits += has && says ? weight : 0;
    told += says ? weight : 0;
    had += has ? weight : 0;
  }

  void merge(LabelCounts other) {
    wrong += other.wrong;
    right += other.right;
    hits += other.hits;
    told += other.told;
    had += other.had;
  }

  double hammingLoss() {
    return wrong / (wrong + right);
  }

  /** NaN when no row has a label and none is predicted. */
  double microF1() {
    return 2 * hits / (told + had);
  }
}
