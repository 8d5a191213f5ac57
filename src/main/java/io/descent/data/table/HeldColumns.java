package io.descent.data.table;

import io.descent.objective.LabelDomain;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are held while it is not known yet how they will be encoded: features
 * and weight as numbers, labels as numbers where they are quantities or compared with one, else as
 * numbers of their texts. Immutable.
 */
final class HeldColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The columns that are held, in the order of their slots; labels last. */
  private final int[] columns;

  /** From this slot on texts are held. */
  private final int numbers;

  private final int width;

  private HeldColumns(int[] columns, int numbers, int width) {
    this.columns = columns;
    this.numbers = numbers;
    this.width = width;
  }

  /** The columns of a plan; null when one of its features is no number whatever its cells hold. */
  static @Nullable HeldColumns of(ColumnPlan plan) {
    int[] features = new int[plan.features()];
    for (int f = 0; f < features.length; f++) {
      if (plan.reading(f) != Reading.NUMBER && plan.reading(f) != Reading.INFER) {
        return null;
      }
      features[f] = plan.column(f);
    }
    LabelSource source = plan.label();
    int[] labels = source == null ? new int[0] : source.columns();
    int[] others =
        Arrays.stream(plan.used())
            .filter(c -> Arrays.binarySearch(features, c) < 0)
            .filter(c -> IntStream.of(labels).noneMatch(l -> l == c))
            .toArray();
    if (IntStream.of(labels).anyMatch(l -> Arrays.binarySearch(features, l) >= 0)) {
      return null;
    }
    LabelDomain domain = plan.spec().labels();
    boolean quantities =
        source != null && (source.comparesNumbers() || (domain.isQuantity() && !source.hasRule()));
    int[] all =
        IntStream.concat(
                IntStream.concat(IntStream.of(features), IntStream.of(others)),
                IntStream.of(labels))
            .toArray();
    return new HeldColumns(
        all, all.length - (quantities ? 0 : labels.length), plan.columns().count());
  }

  /** Number of slots. */
  int slots() {
    return columns.length;
  }

  /** The first slot of those that hold texts. */
  int firstText() {
    return numbers;
  }

  /** The column of a slot. */
  int column(int slot) {
    return columns[slot];
  }

  /** The slot of each column of the table; −1 for those that are not held. */
  int[] slotsOfColumns() {
    int[] slots = new int[width];
    Arrays.fill(slots, -1);
    for (int s = 0; s < columns.length; s++) {
      slots[columns[s]] = s;
    }
    return slots;
  }
}
