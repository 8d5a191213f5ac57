package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.objective.ParameterLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The text of {@code model.json}: everything about a model but its numbers, with length and CRC-32C
 * of the files beside it, and as its last line the CRC-32C of all bytes before that line's comma.
 */
final class ModelJson {
  static final int VERSION = 1;

  private static final String FORMAT = "descent-model";
  private static final int TAIL = tail(0).length;

  private ModelJson() {}

  /** Writes the text; the digests are those of the files beside it, by name. */
  static byte[] write(SavedModel model, Map<String, Digest> files) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    SavedObjective objective = model.objective();
    ObjectNode kind = json.putObject("objective");
    kind.put("name", objective.name()).put("loss", objective.loss());
    if (!objective.parameters().isEmpty()) {
      ObjectNode parameters = kind.putObject("parameters");
      objective.parameters().forEach(parameters::put);
    }
    kind.put("classes", objective.classes());
    ArrayNode layout = json.putArray("layout");
    for (ParameterLayout.Slice slice : model.layout().slices()) {
      ObjectNode entry = layout.addObject().put("name", slice.name());
      ArrayNode shape = entry.putArray("shape");
      Arrays.stream(slice.shape()).forEach(shape::add);
      entry.put("penalised", slice.penalised());
    }
    json.set("encoding", model.encoding());
    if (model.penalty() != null) {
      json.set("penalty", model.penalty());
    }
    Provenance provenance = model.provenance();
    ObjectNode from = json.putObject("provenance");
    put(from.putObject("configuration"), provenance.configuration());
    ArrayNode data = from.putArray("data");
    for (DataFile file : provenance.data()) {
      data.addObject()
          .put("path", file.path())
          .put("length", file.length())
          .put("crc32c", Digest.hex(file.crc32c()));
    }
    from.put("rows", provenance.rows());
    put(from.putObject("versions"), provenance.versions());
    ArrayNode beside = json.putArray("files");
    files.forEach(
        (name, digest) ->
            beside
                .addObject()
                .put("name", name)
                .put("length", digest.length())
                .put("crc32c", digest.hex()));
    return sign(Json.write(json));
  }

  private static void put(ObjectNode json, Map<String, String> values) {
    values.forEach(json::put);
  }

  /** The text of an object with its CRC-32C as one more key. */
  static byte[] sign(byte[] text) {
    int body = text.length - "\n}\n".length();
    byte[] tail = tail(crc(text, body));
    byte[] signed = Arrays.copyOf(text, body + TAIL);
    System.arraycopy(tail, 0, signed, body, TAIL);
    return signed;
  }

  private static byte[] tail(long crc) {
    return (",\n  \"crc32c\": \"" + Digest.hex(crc) + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
  }

  private static long crc(byte[] text, int length) {
    CRC32C crc = new CRC32C();
    crc.update(text, 0, length);
    return crc.getValue();
  }

  /**
   * Reads a text and checks that it is what {@link #write} wrote.
   *
   * @throws IOException when it is not one; the message says why
   */
  static JsonNode read(byte[] text) throws IOException {
    JsonNode json = Json.read(text);
    if (!JsonFields.text(json, "format").equals(FORMAT)) {
      throw new IOException("it is not of the format " + FORMAT);
    }
    long version = JsonFields.integer(json, "version", Integer.MAX_VALUE);
    if (version > VERSION) {
      throw new IOException(
          "it was written by a newer Descent (format version "
              + version
              + ", this one reads "
              + VERSION
              + "); use that one");
    }
    int body = text.length - TAIL;
    if (version < 1 || body < 0 || !Arrays.equals(tail(crc(text, body)), tail(text, body))) {
      throw new IOException("it was changed since it was written (its CRC-32C differs)");
    }
    return json;
  }

  private static byte[] tail(byte[] text, int from) {
    return Arrays.copyOfRange(text, from, text.length);
  }
}
