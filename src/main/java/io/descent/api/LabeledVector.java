package io.descent.api;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/**
 * A training row: features with a label and a weight. Immutable as long as the vector is left
 * alone.
 *
 * <p>A final class rather than a record, because it travels as the element of an RDD and Kryo
 * cannot write records.
 */
public final class LabeledVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double label;
  private final Vector features;
  private final double weight;

  private LabeledVector(double label, Vector features, double weight) {
    this.label = label;
    this.features = features;
    this.weight = weight;
  }

  /** A row of weight 1. */
  public static LabeledVector of(double label, Vector features) {
    return new LabeledVector(label, features, 1);
  }

  /**
   * A row.
   *
   * @param weight finite and ≥ 0
   */
  public static LabeledVector of(double label, Vector features, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be at least 0 and finite, got " + weight);
    }
    return new LabeledVector(label, features, weight);
  }

  public double label() {
    return label;
  }

  public Vector features() {
    return features;
  }

  public double weight() {
    return weight;
  }
}
