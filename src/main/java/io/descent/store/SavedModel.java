package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.descent.objective.ParameterLayout;
import org.jspecify.annotations.Nullable;

/** What a model folder holds beside metrics and history. Arrays and nodes are not copied. */
public final class SavedModel {
  private final SavedObjective objective;
  private final ParameterLayout layout;
  private final double[] theta;
  private final JsonNode encoding;
  private final @Nullable JsonNode penalty;
  private final Provenance provenance;

  private SavedModel(
      SavedObjective objective,
      ParameterLayout layout,
      double[] theta,
      JsonNode encoding,
      @Nullable JsonNode penalty,
      Provenance provenance) {
    this.objective = objective;
    this.layout = layout;
    this.theta = theta;
    this.encoding = encoding;
    this.penalty = penalty;
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
    return new SavedModel(objective, layout, theta, encoding, null, provenance);
  }

  /** This model with what files said of its penalty, if any; whoever trains knows what it means. */
  public SavedModel withPenalty(@Nullable JsonNode said) {
    return new SavedModel(objective, layout, theta, encoding, said, provenance);
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

  /** What files said of the penalty, or null. */
  public @Nullable JsonNode penalty() {
    return penalty;
  }

  public Provenance provenance() {
    return provenance;
  }
}
