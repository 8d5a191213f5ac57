package io.descent.data.table;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A column of texts without a dictionary: one of the slots that all such columns share. */
final class HashedColumn implements FeatureColumn {
  private static final long serialVersionUID = 1L;

  static final String KIND = "hashed";

  private final String name;

  private HashedColumn(String name) {
    this.name = name;
  }

  static HashedColumn of(String name) {
    return new HashedColumn(name);
  }

  @Override
  public void write(ObjectNode into) {
    into.put("kind", KIND);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int width() {
    return 0;
  }

  @Override
  public String slotName(int slot) {
    throw new IndexOutOfBoundsException(slot);
  }

  @Override
  public double mean(int slot) {
    throw new IndexOutOfBoundsException(slot);
  }

  @Override
  public double sigma(int slot) {
    throw new IndexOutOfBoundsException(slot);
  }

  @Override
  public void encode(Cells cells, int at, int base, FeatureSink sink) {
    if (cells.missing(at)) {
      sink.countMissing();
    }
    sink.hash(name, cells.text(at));
  }
}
