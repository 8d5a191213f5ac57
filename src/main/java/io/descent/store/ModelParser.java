package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.descent.objective.ParameterLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a model of what {@code model.json} says. It takes nothing on trust: whatever is missing, of
 * another type or out of range is an {@link IOException} whose message says what.
 */
final class ModelParser {
  private ModelParser() {}

  /** The model with its parameters, which the file of weights has. */
  static SavedModel model(JsonNode json, List<Tensor> tensors) throws IOException {
    JsonNode objective = JsonFields.node(json, "objective");
    ParameterLayout layout = layout(json);
    return SavedModel.of(
            new SavedObjective(
                JsonFields.text(objective, "name"),
                JsonFields.text(objective, "loss"),
                JsonFields.numbers(objective, "parameters"),
                (int) JsonFields.integer(objective, "classes", Integer.MAX_VALUE)),
            layout,
            theta(layout, tensors),
            JsonFields.node(json, "encoding"),
            provenance(JsonFields.node(json, "provenance")))
        .withPenalty(json.get("penalty"));
  }

  private static double[] theta(ParameterLayout layout, List<Tensor> tensors) throws IOException {
    List<ParameterLayout.Slice> slices = layout.slices();
    boolean same = slices.size() == tensors.size();
    for (int i = 0; same && i < slices.size(); i++) {
      same =
          slices.get(i).name().equals(tensors.get(i).name())
              && Arrays.equals(slices.get(i).shape(), tensors.get(i).shape());
    }
    if (!same) {
      throw new IOException("the weights have other names or shapes than its layout");
    }
    double[] theta = new double[layout.dimension()];
    int at = 0;
    for (Tensor tensor : tensors) {
      System.arraycopy(tensor.values(), tensor.offset(), theta, at, tensor.size());
      at += tensor.size();
    }
    return theta;
  }

  private static ParameterLayout layout(JsonNode json) throws IOException {
    ParameterLayout layout = ParameterLayout.empty();
    for (JsonNode slice : JsonFields.array(json, "layout")) {
      int[] shape = JsonFields.integers(slice, "shape");
      try {
        layout =
            layout.with(JsonFields.text(slice, "name"), JsonFields.bool(slice, "penalised"), shape);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IOException("its layout is impossible: " + e.getMessage(), e);
      }
    }
    return layout;
  }

  private static Provenance provenance(JsonNode json) throws IOException {
    List<DataFile> data = new ArrayList<>();
    for (JsonNode file : JsonFields.array(json, "data")) {
      data.add(
          new DataFile(
              JsonFields.text(file, "path"),
              JsonFields.integer(file, "length", Long.MAX_VALUE),
              JsonFields.crc(file)));
    }
    return new Provenance(
        JsonFields.texts(json, "configuration"),
        data,
        JsonFields.integer(json, "rows", Long.MAX_VALUE),
        JsonFields.texts(json, "versions"));
  }

  /** The digest of a file beside it. */
  static Digest digest(JsonNode json, String name) throws IOException {
    for (JsonNode file : JsonFields.array(json, "files")) {
      if (JsonFields.text(file, "name").equals(name)) {
        return new Digest(JsonFields.integer(file, "length", Long.MAX_VALUE), JsonFields.crc(file));
      }
    }
    throw new IOException("it does not tell of " + name);
  }
}
