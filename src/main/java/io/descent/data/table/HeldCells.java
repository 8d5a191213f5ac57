package io.descent.data.table;

/** A window over rows that were held. <b>Not thread-safe.</b> */
final class HeldCells implements Cells {
  private final HeldColumns columns;
  private final int[] slots;
  private final double[] values;
  private final TextIndex[] texts;
  private final double[][] numbers;
  private int base;

  /**
   * @param values rows of as many numbers as there are slots
   * @param texts those that the numbers of the slots that hold texts stand for
   */
  HeldCells(HeldColumns columns, double[] values, TextIndex[] texts) {
    this.columns = columns;
    this.slots = columns.slotsOfColumns();
    this.values = values;
    this.texts = texts;
    this.numbers = new double[texts.length][];
    for (int t = 0; t < texts.length; t++) {
      numbers[t] = new double[texts[t].size()];
      for (int i = 0; i < numbers[t].length; i++) {
        numbers[t][i] = Numbers.parse(texts[t].value(i));
      }
    }
  }

  void moveTo(int row) {
    base = row * columns.slots();
  }

  @Override
  public int count() {
    return slots.length;
  }

  @Override
  public boolean missing(int column) {
    return Double.isNaN(values[base + slots[column]]);
  }

  @Override
  public String text(int column) {
    double value = values[base + slots[column]];
    int text = slots[column] - columns.firstText();
    return Double.isNaN(value)
        ? ""
        : text < 0 ? Numbers.text(value) : texts[text].value((int) value);
  }

  @Override
  public double number(int column) {
    double value = values[base + slots[column]];
    int text = slots[column] - columns.firstText();
    return text < 0 || Double.isNaN(value) ? value : numbers[text][(int) value];
  }

  /** None: a column that has times is not held. */
  @Override
  public int time(int column) {
    return Times.NONE;
  }
}
