package io.descent.data.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.LoadReport;
import io.descent.data.output.PredictionOutput;
import io.descent.data.output.Scorer;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;

/**
 * How raw data become features and labels: learnt from the training rows, saved with the model, and
 * applied again to the rows that the model is asked about. Immutable.
 */
public interface Encoding {
  /** Number of features. */
  int width();

  /** The name of a feature, 0 ≤ feature &lt; width. */
  String featureName(int feature);

  /**
   * The name of the column whose slot a feature is, as all features of a categorical column are;
   * its own name where it is not of one column alone.
   */
  String columnOf(int feature);

  /** Number of classes; 0 unless the labels are classes. */
  int classes();

  /** A class as the data say it. */
  String className(int index);

  /** What was subtracted from each feature before training; 0 where it was not centred. */
  double[] means();

  /** What each feature was divided by before training; 1 where it was not scaled, 0 if constant. */
  double[] sigmas();

  /** This encoding as part of a model file. */
  ObjectNode toJson();

  /**
   * Loads rows with labels, features as they are, as a saved model wants them.
   *
   * @throws UserException when the data do not go with the model
   */
  LoadedBlocks<LoadReport> loadLabelled(InputSpec input, Engine engine);

  /**
   * Writes what a model says of rows, with or without labels, beside what they hold: all columns of
   * a table; number, from 0, and label of vectors.
   *
   * @param output checked by {@link PredictionOutput#check}
   * @return how many rows were written
   * @throws UserException when the data do not go with the model, or the output cannot be written;
   *     nothing is written then
   */
  long predict(InputSpec input, Engine engine, Scorer scorer, PredictionOutput output);

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws UserException DATA when it is malformed or unknown
   */
  static Encoding fromJson(JsonNode json) {
    String kind = json.path("kind").asText("");
    return switch (kind) {
      case VectorEncoding.KIND -> VectorEncoding.fromJson(json);
      case TabularEncoding.KIND -> TabularEncoding.fromJson(json);
      default ->
          throw UserException.of(
              ExitCode.DATA,
              "the model's encoding is of kind '" + kind + "', which this version does not know");
    };
  }
}
