package io.descent.data.input;

import io.descent.data.LabelTest;
import io.descent.data.table.Cells;
import io.descent.data.table.PositiveRule;
import io.descent.data.table.Times;

/** Conditions on a label that is a number. */
final class LabelTests {
  private LabelTests() {}

  /** The condition of a rule on the one cell that a label is. */
  static LabelTest of(PositiveRule rule) {
    return label -> rule.holds(cell(label), 0);
  }

  private static Cells cell(double label) {
    return new Cells() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public int time(int column) {
        return Times.NONE;
      }

      @Override
      public boolean missing(int column) {
        return false;
      }

      @Override
      public String text(int column) {
        return label == (long) label ? Long.toString((long) label) : Double.toString(label);
      }

      @Override
      public double number(int column) {
        return label;
      }
    };
  }
}
