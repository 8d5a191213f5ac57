package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.descent.objective.ParameterLayout;

/** What a model folder holds beside metrics and history. Arrays and nodes are not copied. */
public final class SavedModel {
  private final SavedObjective objective;
  private final ParameterLayout layout;
  private final double[] theta;
  private final JsonNode encoding;
  private final Provenance provenance;

  private SavedModel(
      SavedObjective objective,
      ParameterLayout layout,
      double[] theta,
      JsonNode encoding,
      Provenance provenance) {
    this.objective = objective;
    this.layout = layout;
    this.theta = theta;
    this.encoding = encoding;
    this.provenance = provenance;
  }

  /**
   * A model.
   *
   * @param objective what it was trained with
   * @param layout the slices of θ
   * @param theta the parameters, as they apply to raw features
   * @param encoding how raw columns become features; whoever encodes knows what it means
   * @param provenance where it comes from
   * @throws IllegalArgumentException when θ is not as long as the layout says
   */
  public static SavedModel of(
      SavedObjective objective,
      ParameterLayout layout,
      double[] theta,
      JsonNode encoding,
      Provenance provenance) {
    if (theta.length != layout.dimension()) {
      throw new IllegalArgumentException(
          theta.length + " parameters for a layout of " + layout.dimension());
    }
    return new SavedModel(objective, layout, theta, encoding, provenance);
  }

  public SavedObjective objective() {
    return objective;
  }

  public ParameterLayout layout() {
    return layout;
  }

  public double[] theta() {
    return theta;
  }

  public JsonNode encoding() {
    return encoding;
  }

  public Provenance provenance() {
    return provenance;
  }
}
