package io.descent.data.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.DataFormat;
import io.descent.data.LabelNames;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.output.CsvParts;
import io.descent.data.output.PredictionOutput;
import io.descent.data.output.Scorer;
import io.descent.data.table.PositiveRule;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.objective.LabelDomain;
import io.descent.sample.Shards;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Features that are vectors already, from LIBSVM or idx files or from a caller's rows: only their
 * number, their scales where they were scaled, and what the labels mean.
 */
public final class VectorEncoding implements Encoding {
  static final String KIND = "vectors";

  private static final int VERSION = 1;

  /** What rows have in predictions. */
  private static final List<String> COLUMNS = List.of("row", "label");

  private final int width;
  private final double @Nullable [] sigmas;
  private final LabelDomain domain;
  private final @Nullable String positive;
  private final double[] classes;
  private final @Nullable LabelNames names;

  private VectorEncoding(
      int width,
      double @Nullable [] sigmas,
      LabelDomain domain,
      @Nullable String positive,
      double[] classes,
      @Nullable LabelNames names) {
    this.width = width;
    this.sigmas = sigmas;
    this.domain = domain;
    this.positive = positive;
    this.classes = classes;
    this.names = names;
  }

  /**
   * An encoding.
   *
   * @param width number of features
   * @param sigmas what the features were divided by, as long as they are many, or null
   * @param domain what the labels are
   * @param positive the condition on a raw label that makes it 1, or null
   * @param classes the labels of the classes, ascending; of length 0 unless they are classes
   */
  public static VectorEncoding of(
      int width,
      double @Nullable [] sigmas,
      LabelDomain domain,
      @Nullable String positive,
      double[] classes) {
    return new VectorEncoding(width, sigmas, domain, positive, classes, null);
  }

  /** An encoding of rows with any number of labels. */
  public static VectorEncoding ofLabelSets(
      int width, double @Nullable [] sigmas, LabelNames names) {
    return new VectorEncoding(width, sigmas, LabelDomain.LABEL_SETS, null, new double[0], names);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public String featureName(int feature) {
    return Integer.toString(feature + 1);
  }

  @Override
  public String columnOf(int feature) {
    return featureName(feature);
  }

  @Override
  public int classes() {
    return names == null ? classes.length : names.count();
  }

  @Override
  public String className(int index) {
    return names == null ? text(classes[index]) : names.name(index);
  }

  /** A label as a text: whole numbers without a point. */
  static String text(double label) {
    return label == (long) label ? Long.toString((long) label) : Double.toString(label);
  }

  @Override
  public double[] means() {
    return new double[width];
  }

  @Override
  public double[] sigmas() {
    if (sigmas != null) {
      return sigmas.clone();
    }
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** What becomes of a raw label. */
  LabelRule labelRule() {
    return switch (domain) {
      case REAL, NON_NEGATIVE, POSITIVE ->
          positive == null ? LabelRule.quantity(domain) : positiveWhere(positive);
      case CLASSES -> LabelRule.classes(classes);
      case BINARY -> positive == null ? LabelRule.binary() : positiveWhere(positive);
      case LABEL_SETS -> LabelRule.sets(Objects.requireNonNull(names));
    };
  }

  /**
   * The labels that a condition makes 1.
   *
   * @throws UserException USAGE when it is not of the form {@code label op number}
   */
  static LabelRule positiveWhere(String condition) {
    PositiveRule rule = PositiveRule.parse(condition);
    if (!rule.column().equals("label")) {
      throw UserException.of(
          ExitCode.USAGE,
          "--positive: vectors have no column '"
              + rule.column()
              + "'; write the condition on 'label', for example \"label > 0\"");
    }
    return LabelRule.positiveWhere(LabelTests.of(rule));
  }

  @Override
  public LoadedBlocks<LoadReport> loadLabelled(InputSpec input, Engine engine) {
    return TextCut.load(input, input.files(), engine, cut -> loadLabelled(input, engine, cut));
  }

  private LoadedBlocks<LoadReport> loadLabelled(InputSpec input, Engine engine, TextCut cut) {
    VectorFiles files = open(input, true, cut);
    LabelRule rule = labelRule();
    LoadedBlocks<LoadReport> loaded =
        Loading.checked(
            engine.load(files.shards(), files.forModel(rule, width)), input.store(), input.paths());
    try {
      rule.check(loaded.report().labels(), input.paths());
    } catch (UserException e) {
      loaded.blocks().close();
      throw e;
    }
    return loaded;
  }

  /** Reads text twice: rows have numbers, so those before each shard are counted first. */
  @Override
  public long predict(InputSpec input, Engine engine, Scorer scorer, PredictionOutput output) {
    output.checkNames(COLUMNS, scorer);
    VectorFiles files = open(input, false, TextCut.measured(input, input.files(), engine));
    // A label is passed on as it stands, whatever the model was trained with.
    LabelRule rule = names == null ? LabelRule.real() : LabelRule.sets(names);
    ShardReader<ParsedShard<LoadReport>> reader = files.forModel(rule, width);
    Shards rows = files.rows(reader, engine);
    int shards = files.shards();
    return output.write(
        input.paths(),
        folder ->
            output.isParquet()
                ? SqlTables.writeVectors(engine, reader, rows, names, scorer, folder)
                : engine.sum(
                    shards,
                    VectorPredictions.of(
                        reader,
                        rows,
                        names,
                        CsvParts.of(folder, scorer, COLUMNS.toArray(String[]::new), shards))));
  }

  private static VectorFiles open(InputSpec input, boolean labelled, TextCut cut) {
    List<InputFile> files = input.files();
    DataFormat format = input.formatOf(files);
    if (!VectorFiles.have(format)) {
      throw UserException.of(
          ExitCode.DATA,
          input.paths()
              + ": is "
              + format.optionName()
              + ", but the model was trained on vectors: give LIBSVM data or idx images");
    }
    return VectorFiles.open(input, files, format, 0, labelled, cut);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", KIND);
    json.put("version", VERSION);
    json.put("features", width);
    json.put("labels", domain.name().toLowerCase(java.util.Locale.ROOT));
    if (positive != null) {
      json.put("positive", positive);
    }
    if (classes.length > 0) {
      put(json.putArray("classes"), classes);
    }
    if (names != null) {
      ArrayNode array = json.putArray("names");
      for (String name : names.toArray()) {
        array.add(name);
      }
    }
    if (sigmas != null) {
      put(json.putArray("sigmas"), sigmas);
    }
    return json;
  }

  private static void put(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(value);
    }
  }

  static VectorEncoding fromJson(JsonNode json) {
    if (json.path("version").asInt(-1) != VERSION) {
      throw malformed("version " + json.path("version") + ", not " + VERSION);
    }
    int width = json.path("features").asInt(-1);
    if (width < 1) {
      throw malformed("features is " + json.path("features"));
    }
    LabelDomain domain = null;
    for (LabelDomain one : LabelDomain.values()) {
      if (one.name().toLowerCase(java.util.Locale.ROOT).equals(json.path("labels").asText(""))) {
        domain = one;
      }
    }
    if (domain == null) {
      throw malformed("labels is " + json.path("labels"));
    }
    double[] classes = numbers(json, "classes");
    double[] sigmas = json.has("sigmas") ? numbers(json, "sigmas") : null;
    LabelNames names = domain == LabelDomain.LABEL_SETS ? names(json) : null;
    if ((classes.length >= 2) != (domain == LabelDomain.CLASSES)
        || (sigmas != null && sigmas.length != width)) {
      throw malformed("classes or sigmas do not go with the rest");
    }
    return new VectorEncoding(
        width,
        sigmas,
        domain,
        json.has("positive") ? json.get("positive").asText() : null,
        classes,
        names);
  }

  private static LabelNames names(JsonNode json) {
    JsonNode array = json.path("names");
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = array.get(i).asText("");
    }
    if (texts.length == 0 || Arrays.stream(texts).distinct().count() < texts.length) {
      throw malformed("names is " + array);
    }
    LabelNames names = LabelNames.of(texts);
    if (!Arrays.equals(names.toArray(), texts)) {
      throw malformed("names are not in order");
    }
    return names;
  }

  private static double[] numbers(JsonNode json, String key) {
    JsonNode array = json.path(key);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).isNumber() ? array.get(i).doubleValue() : Double.NaN;
      if (!Double.isFinite(values[i])) {
        throw malformed(key + "[" + i + "] is " + array.get(i));
      }
    }
    return values;
  }

  private static UserException malformed(String what) {
    return UserException.of(
        ExitCode.DATA,
        "the model's encoding is damaged: " + what + "; restore it, or train it again");
  }
}
