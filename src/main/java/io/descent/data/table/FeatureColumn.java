package io.descent.data.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;

/**
 * What one column of a table becomes: some slots of the feature vector. Immutable. Closed: a model
 * file knows these kinds by name.
 */
sealed interface FeatureColumn extends Serializable
    permits NumericColumn, CategoryColumn, TimeColumn, HashedColumn {
  /** The column's name in the table. */
  String name();

  /** Number of slots of its own; hashed columns share theirs and have none. */
  int width();

  /** The name of a slot, 0 ≤ slot < width. */
  String slotName(int slot);

  /** What is subtracted from a slot before training: 0 where it is not centred. */
  double mean(int slot);

  /**
   * What a slot is divided by before training: 1 where it is not scaled, 0 where it is constant.
   */
  double sigma(int slot);

  /**
   * Writes the slots of a row.
   *
   * @param at the place of the column in the cells
   * @param base the place of its first slot
   * @throws BadCellException when the cell does not fit the column
   */
  void encode(Cells cells, int at, int base, FeatureSink sink);

  /** Writes what {@link FeatureColumns#read} reads. */
  void write(ObjectNode into);
}
