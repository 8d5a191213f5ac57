package io.descent.data.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of texts with a dictionary: a slot for each text by code point, then one for an empty
 * cell, then one for a text that training did not have.
 */
final class CategoryColumn implements FeatureColumn {
  private static final long serialVersionUID = 1L;

  static final String KIND = "category";

  private final String name;
  private final TextIndex values;
  private final double @Nullable [] sigmas;

  private CategoryColumn(String name, TextIndex values, double @Nullable [] sigmas) {
    this.name = name;
    this.values = values;
    this.sigmas = sigmas;
  }

  /**
   * A column.
   *
   * @param values the dictionary, strictly ascending by code point
   * @param sigmas a deviation ≥ 0 for each slot, or null where they are not scaled
   */
  static CategoryColumn of(String name, String[] values, double @Nullable [] sigmas) {
    TextIndex index = new TextIndex();
    for (String value : values) {
      index.add(value);
    }
    return new CategoryColumn(name, index, sigmas);
  }

  static CategoryColumn read(String name, JsonFields json) {
    String[] values = json.ascendingTexts("values", ColumnProfile.MAX_VALUES);
    return of(name, values, json.sigmasOrNull("sigmas", values.length + 2));
  }

  @Override
  public void write(ObjectNode into) {
    into.put("kind", KIND);
    JsonFields.putTexts(into, "values", texts());
    if (sigmas != null) {
      JsonFields.putNumbers(into, "sigmas", sigmas);
    }
  }

  private String[] texts() {
    String[] texts = new String[values.size()];
    Arrays.setAll(texts, values::value);
    return texts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int width() {
    return values.size() + 2;
  }

  @Override
  public String slotName(int slot) {
    int n = values.size();
    return name + "=" + (slot < n ? values.value(slot) : slot == n ? "(empty)" : "(unknown)");
  }

  @Override
  public double mean(int slot) {
    return 0;
  }

  @Override
  public double sigma(int slot) {
    return sigmas == null ? 1 : sigmas[slot];
  }

  @Override
  public void encode(Cells cells, int at, int base, FeatureSink sink) {
    int slot;
    if (cells.missing(at)) {
      sink.countMissing();
      slot = values.size();
    } else {
      int found = cells.find(at, values);
      slot = found >= 0 ? found : values.size() + 1;
    }
    sink.putOne(base + slot, sigma(slot));
  }
}
