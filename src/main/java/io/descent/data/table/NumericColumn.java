package io.descent.data.table;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A column of numbers: one slot. */
final class NumericColumn implements FeatureColumn {
  private static final long serialVersionUID = 1L;

  static final String KIND = "numeric";

  private final String name;
  private final Missing policy;
  private final double mean;
  private final double sigma;
  private final boolean centred;
  private final boolean scaled;

  private NumericColumn(
      String name, Missing policy, double mean, double sigma, boolean centred, boolean scaled) {
    this.name = name;
    this.policy = policy;
    this.mean = mean;
    this.sigma = sigma;
    this.centred = centred;
    this.scaled = scaled;
  }

  /**
   * A numeric column.
   *
   * @param mean weighted mean over the training rows
   * @param sigma deviation over the training rows, ≥ 0
   */
  static NumericColumn of(
      String name, Missing policy, double mean, double sigma, boolean centred, boolean scaled) {
    return new NumericColumn(name, policy, mean, sigma, centred, scaled);
  }

  static NumericColumn read(String name, JsonFields json) {
    return new NumericColumn(
        name,
        json.oneOf("missing", Missing.class),
        json.finite("mean"),
        json.notNegative("sigma"),
        json.bool("centred"),
        json.bool("scaled"));
  }

  @Override
  public void write(ObjectNode into) {
    into.put("kind", KIND);
    into.put("missing", JsonFields.name(policy));
    into.put("mean", mean);
    into.put("sigma", sigma);
    into.put("centred", centred);
    into.put("scaled", scaled);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public String slotName(int slot) {
    return name;
  }

  @Override
  public double mean(int slot) {
    return centred ? mean : 0;
  }

  @Override
  public double sigma(int slot) {
    return scaled ? sigma : 1;
  }

  @Override
  public void encode(Cells cells, int at, int base, FeatureSink sink) {
    double value;
    if (cells.missing(at)) {
      sink.countMissing();
      value = fill();
    } else {
      value = number(cells, at, name);
    }
    if (sink.standardised()) {
      double divisor = sigma(0);
      value = divisor > 0 ? (value - mean(0)) / divisor : 0;
    }
    sink.put(base, value);
  }

  private double fill() {
    return switch (policy) {
      case MEAN -> mean;
      case ZERO -> 0;
      case FAIL ->
          throw BadCellException.of(
              name, "", "--missing fail refuses it; --missing mean or zero would replace it");
    };
  }

  /**
   * The number in a cell that is not missing.
   *
   * @throws BadCellException when it holds none, or one that is not finite
   */
  static double number(Cells cells, int at, String name) {
    double value = cells.number(at);
    if (Double.isFinite(value)) {
      return value;
    }
    String text = cells.text(at);
    throw Double.isInfinite(value) || Numbers.namesNonFinite(text)
        ? notFinite(name, text)
        : BadCellException.of(
            name,
            text,
            "the column is numeric: a number is needed, or an empty cell; --categorical reads the"
                + " column as texts");
  }

  static BadCellException notFinite(String name, String text) {
    return BadCellException.of(
        name, text, "numbers must be finite; leave the cell empty where the value is missing");
  }
}
