package io.descent.sample;

import io.descent.linalg.Block;
import java.util.Arrays;

/** The rows of a block by their label, whatever number that is, ascending within a label. */
final class RowsByLabel {
  private RowsByLabel() {}

  /**
   * The rows of each label, labels ascending.
   *
   * @param distinguish whether labels count; otherwise all rows are taken as of one
   */
  static int[][] of(Block block, boolean distinguish) {
    int rows = block.count();
    double[] labels = new double[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = distinguish ? block.label(row) : 0;
    }
    double[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
    int[] numbers = new int[rows];
    int[] sizes = new int[distinct.length];
    for (int row = 0; row < rows; row++) {
      numbers[row] = Arrays.binarySearch(distinct, labels[row]);
      sizes[numbers[row]]++;
    }
    int[][] members = new int[distinct.length][];
    Arrays.setAll(members, label -> new int[sizes[label]]);
    for (int row = rows - 1; row >= 0; row--) {
      int label = numbers[row];
      members[label][--sizes[label]] = row;
    }
    return members;
  }
}
