package io.descent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.objective.ParameterLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final FileStore STORE = FileStores.local();
  private static final List<String> FILES =
      List.of("model.json", "weights.safetensors", "metrics.json", "history.jsonl");

  private static final String CRC_LINE = ",\n  \"crc32c\": \"00000000\"\n}\n";

  @TempDir Path parent;
  private Path path;
  private ModelFolder folder;

  @BeforeEach
  void folder() {
    path = parent.resolve("m");
    folder = ModelFolder.at(STORE, path.toString());
  }

  private static SavedModel model(double first) {
    ParameterLayout layout =
        ParameterLayout.empty().with("weights", true, 2, 2).with("intercept", false, 2);
    ObjectNode encoding = JsonNodeFactory.instance.objectNode();
    encoding
        .putArray("mean")
        .add(0.1)
        .add(Double.parseDouble("1e23"))
        .add(-0.0)
        .add(Double.MIN_VALUE);
    encoding.put("text", "Zürich \u2028 \"\\\n \uD83D\uDE00");
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("rate", "0.1");
    configuration.put("data", "a.csv");
    return SavedModel.of(
        new SavedObjective("softmax", "multinomial", 2),
        layout,
        new double[] {first, -0.0, 2, 3, 4, 0.1},
        encoding,
        new Provenance(
            configuration,
            List.of(new DataFile("b.csv", 12, 0xFFFFFFFFL), new DataFile("a.csv", 3, 1)),
            5_000_000_000L,
            Map.of("descent", "0.1.0")));
  }

  private static JsonNode metrics() {
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.putObject("train").put("objective", 0.25);
    return metrics;
  }

  private void write(double first, boolean overwrite) {
    folder.write(model(first), metrics(), List.of("{\"step\":0}", "{\"step\":1}"), overwrite);
  }

  private void read(String name) {
    switch (name) {
      case "metrics.json" -> folder.readMetrics();
      case "history.jsonl" -> folder.readHistory();
      default -> folder.read();
    }
  }

  private static void refused(String what, ExitCode code, Runnable reading, String... messages) {
    Throwable thrown = catchThrowable(reading::run);
    assertThat(thrown).as(what).isInstanceOf(UserException.class);
    assertThat(((UserException) thrown).code()).as(thrown.getMessage()).isEqualTo(code);
    assertThat(thrown.getMessage()).as(what).doesNotContain("\n");
    for (String message : messages) {
      assertThat(thrown.getMessage()).contains(message);
    }
  }

  @Test
  void writesReadableFiles() throws IOException {
    write(1, false);
    assertThat(Files.readString(path.resolve("model.json")))
        .isEqualTo(
            """
            {
              "format": "descent-model",
              "version": 1,
              "objective": {
                "name": "softmax",
                "loss": "multinomial",
                "classes": 2
              },
              "layout": [ {
                "name": "weights",
                "shape": [ 2, 2 ],
                "penalised": true
              }, {
                "name": "intercept",
                "shape": [ 2 ],
                "penalised": false
              } ],
              "encoding": {
                "mean": [ 0.1, 1.0E23, -0.0, 4.9E-324 ],
                "text": TEXT
              },
              "provenance": {
                "configuration": {
                  "rate": "0.1",
                  "data": "a.csv"
                },
                "data": [ {
                  "path": "b.csv",
                  "length": 12,
                  "crc32c": "ffffffff"
                }, {
                  "path": "a.csv",
                  "length": 3,
                  "crc32c": "00000001"
                } ],
                "rows": 5000000000,
                "versions": {
                  "descent": "0.1.0"
                }
              },
              "files": [ {
                "name": "weights.safetensors",
                "length": 184,
                "crc32c": "W"
              }, {
                "name": "metrics.json",
                "length": 43,
                "crc32c": "M"
              }, {
                "name": "history.jsonl",
                "length": 22,
                "crc32c": "H"
              } ],
              "crc32c": "S"
            }
            """
                .replace("TEXT", "\"Zürich \u2028 \\\"\\\\\\n \uD83D\uDE00\"")
                .replace("\"W\"", "\"" + crc("weights.safetensors", 0) + "\"")
                .replace("\"M\"", "\"" + crc("metrics.json", 0) + "\"")
                .replace("\"H\"", "\"" + crc("history.jsonl", 0) + "\"")
                .replace("\"S\"", "\"" + crc("model.json", CRC_LINE.length()) + "\""));
    assertThat(Files.readString(path.resolve("metrics.json")))
        .isEqualTo("{\n  \"train\": {\n    \"objective\": 0.25\n  }\n}\n");
    assertThat(Files.readString(path.resolve("history.jsonl")))
        .isEqualTo("{\"step\":0}\n{\"step\":1}\n");
    try (var files = Files.list(path)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES);
    }
  }

  private String crc(String name, int withoutLast) throws IOException {
    byte[] bytes = Files.readAllBytes(path.resolve(name));
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, bytes.length - withoutLast);
    return String.format("%08x", crc.getValue());
  }

  @Test
  void readsBackWhatItWrote() {
    SavedModel model = model(1);
    write(1, false);
    SavedModel read = folder.read();
    assertThat(read.objective()).isEqualTo(model.objective());
    assertThat(bits(read.theta())).isEqualTo(bits(model.theta()));
    assertThat(read.layout().slices()).hasSize(2);
    assertThat(read.layout().slice("intercept").penalised()).isFalse();
    assertThat(read.layout().slice("weights").penalised()).isTrue();
    assertThat(read.layout().slice("weights").shape()).containsExactly(2, 2);
    assertThat(read.encoding()).isEqualTo(model.encoding());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(read.provenance().configuration().keySet()).containsExactly("rate", "data");
    assertThat(folder.readMetrics()).isEqualTo(metrics());
    assertThat(folder.readHistory()).containsExactly("{\"step\":0}", "{\"step\":1}");
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @Test
  void keepsTheParametersOfALoss() throws IOException {
    TreeMap<String, Double> parameters = new TreeMap<>(Map.of("b", 0.1, "a", 1e-300));
    SavedModel plain = model(1);
    SavedObjective objective = new SavedObjective("linear", "huber", parameters, 0);
    parameters.put("c", 1.0);
    folder.write(
        SavedModel.of(
            objective, plain.layout(), plain.theta(), plain.encoding(), plain.provenance()),
        metrics(),
        List.of(),
        false);
    assertThat(folder.read().objective()).isEqualTo(objective);
    assertThat(folder.read().objective().parameters()).containsOnlyKeys("a", "b");
    assertThat(Files.readString(path.resolve("model.json")))
        .contains("\"parameters\": {\n      \"a\": 1.0E-300,\n      \"b\": 0.1\n    },");
  }

  @Test
  void readsBackEveryDouble() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        byte[] text = Json.write(JsonNodeFactory.instance.numberNode(value));
        assertThat(Double.doubleToRawLongBits(Json.read(text).doubleValue()))
            .as("seed %d, number %d", seed, i)
            .isEqualTo(Double.doubleToRawLongBits(value));
      }
    }
  }

  @Test
  void equalModelsAreEqualBytes() throws IOException {
    write(1, false);
    ModelFolder.at(STORE, parent + "/n")
        .write(model(1), metrics(), List.of("{\"step\":0}", "{\"step\":1}"), false);
    for (String name : FILES) {
      assertThat(parent.resolve("n").resolve(name)).hasSameBinaryContentAs(path.resolve(name));
    }
  }

  @Test
  void noticesEveryTruncation() throws IOException {
    write(1, false);
    for (String name : FILES) {
      byte[] whole = Files.readAllBytes(path.resolve(name));
      for (int length = 0; length < whole.length; length++) {
        Files.write(path.resolve(name), Arrays.copyOf(whole, length));
        refused(name + " cut at " + length, ExitCode.DATA, () -> read(name), path.toString());
      }
      Files.write(path.resolve(name), Arrays.copyOf(whole, whole.length + 1));
      refused(name + " longer", ExitCode.DATA, () -> read(name), path.toString());
      Files.write(path.resolve(name), whole);
    }
    FILES.forEach(this::read);
  }

  @Test
  void noticesEveryFlippedBit() throws IOException {
    write(1, false);
    for (String name : FILES) {
      byte[] whole = Files.readAllBytes(path.resolve(name));
      for (int at = 0; at < whole.length; at++) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) (1 << at % 8);
        Files.write(path.resolve(name), bytes);
        refused(name + " flipped at " + at, ExitCode.DATA, () -> read(name), path.toString());
      }
      Files.write(path.resolve(name), whole);
    }
    FILES.forEach(this::read);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    refused("nothing", ExitCode.NO_INPUT, folder::read, path.toString(), "no such model");
    Files.createDirectory(path);
    refused("empty", ExitCode.DATA, folder::read, "is not a Descent model: no model.json");
    Files.delete(path);
    Files.writeString(path, "x");
    refused("file", ExitCode.DATA, folder::read, "is not a Descent model: no model.json");
    Files.delete(path);
    write(1, false);
    Files.delete(path.resolve("weights.safetensors"));
    refused("no weights", ExitCode.DATA, folder::read, "weights.safetensors is missing");
    Files.createDirectory(path.resolve("weights.safetensors"));
    Files.writeString(path.resolve("weights.safetensors/x"), "x");
    refused("folder", ExitCode.DATA, folder::read, "weights.safetensors is not the file");
  }

  @Test
  void replacesOnlyModels() throws IOException {
    write(1, false);
    refused("exists", ExitCode.CANNOT_CREATE, () -> write(2, false), "--overwrite");
    refused("exists", ExitCode.CANNOT_CREATE, () -> folder.checkWritable(false));
    assertThat(folder.read().theta()[0]).isEqualTo(1);
    folder.checkWritable(true);
    write(2, true);
    assertThat(folder.read().theta()[0]).isEqualTo(2);
    Files.delete(path.resolve("model.json"));
    refused("no model", ExitCode.CANNOT_CREATE, () -> write(3, true), "not a Descent model");
    assertThat(path.resolve("weights.safetensors")).exists();
  }

  private void edited(String what, Consumer<ObjectNode> edit, String message) throws IOException {
    write(1, true);
    Path file = path.resolve("model.json");
    ObjectNode json = (ObjectNode) Json.read(Files.readAllBytes(file));
    json.remove("crc32c");
    edit.accept(json);
    Files.write(file, ModelJson.sign(Json.write(json)));
    refused(what, ExitCode.DATA, folder::read, path.toString(), message);
  }

  @Test
  void saysWhatIsWrongInAWellSignedFile() throws IOException {
    edited("newer", json -> json.put("version", 2), "newer Descent (format version 2");
    edited("older", json -> json.put("version", 0), "changed");
    edited("other", json -> json.put("format", "x"), "not of the format descent-model");
    for (String key :
        List.of("format", "version", "objective", "layout", "encoding", "provenance", "files")) {
      edited(key, json -> json.remove(key), "it has no \"" + key + "\"");
      if (!key.equals("encoding")) {
        edited(key, json -> json.putNull(key), "\"");
      }
    }
    edited(
        "parameters",
        json -> object(json, "objective").put("parameters", 1),
        "\"parameters\" is not an object");
    edited(
        "a parameter",
        json -> object(json, "objective").putObject("parameters").put("epsilon", "x"),
        "\"parameters\" is not an object of numbers");
    edited("loss", json -> object(json, "objective").put("loss", 1), "\"loss\" is not a text");
    edited("classes", json -> object(json, "objective").put("classes", -1), "\"classes\"");
    edited("classes", json -> object(json, "objective").put("classes", 1.5), "\"classes\"");
    edited("classes", json -> object(json, "objective").put("classes", 1L << 31), "\"classes\"");
    edited("penalised", json -> slice(json).put("penalised", "x"), "\"penalised\"");
    edited("name", json -> slice(json).put("name", "intercept"), "impossible");
    edited("name", json -> slice(json).put("name", "w"), "other names or shapes");
    edited("shape", json -> slice(json).putArray("shape").add(4), "other names or shapes");
    edited("shape", json -> slice(json).putArray("shape").add(-4), "\"shape\"");
    edited("shape", json -> slice(json).putArray("shape").add("4"), "\"shape\"");
    edited("shape", json -> slice(json).putArray("shape").add(Integer.MAX_VALUE), "impossible");
    edited(
        "shape",
        json -> slice(json).putArray("shape").add(1 << 30).add(1 << 30).add(1 << 30),
        "impossible");
    edited("rows", json -> object(json, "provenance").put("rows", "x"), "\"rows\"");
    edited(
        "versions",
        json -> object(json, "provenance").putObject("versions").put("a", 1),
        "\"versions\"");
    edited(
        "data",
        json ->
            object(json, "provenance")
                .putArray("data")
                .addObject()
                .put("path", "a")
                .put("length", 1)
                .put("crc32c", "xyz"),
        "\"crc32c\"");
    edited("files", json -> json.putArray("files"), "it does not tell of weights.safetensors");
    edited("files", json -> json.putArray("files").add(1), "it has no \"name\"");
  }

  private static ObjectNode object(ObjectNode json, String key) {
    return (ObjectNode) json.get(key);
  }

  private static ObjectNode slice(ObjectNode json) {
    return (ObjectNode) json.get("layout").get(0);
  }

  @Test
  void refusesTextsThatAreNoModel() throws IOException {
    write(1, false);
    Path file = path.resolve("model.json");
    String right = Files.readString(file);
    for (String text :
        List.of(
            "",
            "1",
            "[]",
            "null",
            "{}",
            right + right,
            right.replace("\"version\": 1,", "\"version\": 1, \"version\": 1,"),
            "{\"format\": \"descent-model\", \"version\": 1}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "\uFEFF" + right)) {
      Files.writeString(file, text);
      refused(text.substring(0, Math.min(20, text.length())), ExitCode.DATA, folder::read);
    }
    Files.write(file, right.getBytes(StandardCharsets.UTF_16));
    refused("UTF-16", ExitCode.DATA, folder::read);
    Files.writeString(file, right);
    FILES.forEach(this::read);
  }

  @Test
  void readersOfAModelThatIsBeingReplacedSeeOneOrTheOther() throws Exception {
    write(0, false);
    Semaphore reads = new Semaphore(0);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 60; i++) {
                write(i, true);
                // Once a read: a reader meets at most one replacement.
                reads.drainPermits();
                reads.acquireUninterruptibly();
              }
            });
    double last = 0;
    while (!writing.isDone()) {
      double seen = folder.read().theta()[0];
      reads.release();
      assertThat(seen).isGreaterThanOrEqualTo(last);
      last = seen;
    }
    writing.get();
    assertThat(folder.read().theta()[0]).isEqualTo(60);
  }

  @Test
  void refusesParametersThatDoNotFitTheLayout() {
    SavedModel model = model(1);
    assertThatThrownBy(
            () ->
                SavedModel.of(
                    model.objective(),
                    model.layout(),
                    new double[5],
                    model.encoding(),
                    model.provenance()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 parameters for a layout of 6");
  }
}
