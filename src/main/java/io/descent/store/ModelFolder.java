package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a folder: {@code weights.safetensors}, {@code metrics.json}, {@code history.jsonl} and
 * {@code model.json}, which has length and CRC-32C of the others and its own. Published whole or
 * not at all. Whatever is missing, cut short or changed is noticed when it is read.
 */
public final class ModelFolder {
  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String METRICS = "metrics.json";
  static final String HISTORY = "history.jsonl";

  /** How often a model may be replaced while it is read. */
  private static final int ATTEMPTS = 10;

  private final FileStore store;
  private final String path;
  private final ModelFiles files;

  private ModelFolder(FileStore store, String path) {
    this.store = store;
    this.path = path;
    this.files = new ModelFiles(store, path);
  }

  /** The model folder of a path, which may or may not exist. */
  public static ModelFolder at(FileStore store, String path) {
    return new ModelFolder(store, path);
  }

  /**
   * Checks that a model may be written here, before the work is done.
   *
   * @throws UserException CANNOT_CREATE when something is here and is not to be replaced, or is no
   *     model: only models are replaced; CANNOT_CREATE or PERMISSION when nothing can be created
   *     here
   */
  public void checkWritable(boolean overwrite) {
    if (!store.exists(path)) {
      store.checkPublishable(path);
      return;
    }
    if (!overwrite) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          path + ": exists already: give another path, or --overwrite to replace the model");
    }
    if (!store.exists(files.path(MODEL))) {
      throw UserException.of(
          ExitCode.CANNOT_CREATE,
          path + ": is not a Descent model and will not be replaced: give another path");
    }
  }

  /**
   * Publishes a model.
   *
   * @param metrics what metrics.json says
   * @param history the lines of history.jsonl, without line feeds
   * @param overwrite whether a model that is here is replaced
   * @throws UserException as {@link #checkWritable} and {@link FileStore#publish}
   */
  public void write(SavedModel model, JsonNode metrics, List<String> history, boolean overwrite) {
    checkWritable(overwrite);
    List<Tensor> tensors = Tensor.of(model.layout(), model.theta());
    byte[] metricsText = Json.write(metrics);
    Map<String, FileStore.Content> contents = new LinkedHashMap<>();
    contents.put(WEIGHTS, out -> Safetensors.write(tensors, out));
    contents.put(METRICS, out -> out.write(metricsText));
    contents.put(
        HISTORY,
        out -> {
          for (String line : history) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          }
        });
    Map<String, Digest> digests = new LinkedHashMap<>();
    for (Map.Entry<String, FileStore.Content> entry : contents.entrySet()) {
      digests.put(entry.getKey(), Digest.of(entry.getValue()));
    }
    byte[] modelText = ModelJson.write(model, digests);
    // Last: where a folder cannot be renamed in one step, a model is there once model.json is.
    contents.put(MODEL, out -> out.write(modelText));
    store.publish(
        path,
        contents.entrySet().stream()
            .map(entry -> new FileStore.Part(entry.getKey(), entry.getValue()))
            .toList(),
        overwrite);
  }

  /**
   * Reads the model.
   *
   * @throws UserException NO_INPUT when there is nothing; DATA when it is not a model, of a newer
   *     format, or damaged; PERMISSION; IO
   */
  public SavedModel read() {
    return consistently(
        json -> {
          Digest digest = ModelParser.digest(json, WEIGHTS);
          return ModelParser.model(json, files.weights(digest));
        });
  }

  /**
   * Reads metrics.json.
   *
   * @throws UserException as {@link #read}
   */
  public JsonNode readMetrics() {
    return consistently(json -> Json.read(files.bytes(METRICS, ModelParser.digest(json, METRICS))));
  }

  /**
   * Reads the lines of history.jsonl.
   *
   * @throws UserException as {@link #read}
   */
  public List<String> readHistory() {
    return consistently(
        json ->
            new String(
                    files.bytes(HISTORY, ModelParser.digest(json, HISTORY)), StandardCharsets.UTF_8)
                .lines()
                .toList());
  }

  /** Reads something that model.json tells of. */
  private interface Reading<T> {
    T of(JsonNode model) throws IOException;
  }

  /** Files of two models do not fit: when the model was replaced meanwhile, it is read again. */
  private <T> T consistently(Reading<T> reading) {
    for (int attempt = 1; ; attempt++) {
      byte[] text = files.model();
      try {
        return reading.of(ModelJson.read(text));
      } catch (IOException e) {
        if (attempt == ATTEMPTS || Arrays.equals(text, files.model())) {
          throw files.damaged(String.valueOf(e.getMessage()));
        }
      } catch (UserException e) {
        boolean moved = e.code() == ExitCode.NO_INPUT || !Arrays.equals(text, files.model());
        if (attempt == ATTEMPTS || !moved) {
          throw e;
        }
      }
    }
  }
}
