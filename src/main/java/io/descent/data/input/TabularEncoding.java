package io.descent.data.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.DataFormat;
import io.descent.data.LoadReport;
import io.descent.data.TextShards;
import io.descent.data.csv.CsvPredictions;
import io.descent.data.csv.CsvTable;
import io.descent.data.output.CsvParts;
import io.descent.data.output.PredictionOutput;
import io.descent.data.output.Scorer;
import io.descent.data.table.BlockPass;
import io.descent.data.table.TableColumns;
import io.descent.data.table.TableEncoding;
import io.descent.data.table.TableLabels;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features and labels learnt from the columns of a table, matched by name in other tables. */
public final class TabularEncoding implements Encoding {
  static final String KIND = "table";

  /** How many times more shards predictions are read in that are written as Parquet. */
  private static final int FINER = 32;

  private final TableEncoding features;
  private final TableLabels labels;
  private final @Nullable String weight;

  private TabularEncoding(TableEncoding features, TableLabels labels, @Nullable String weight) {
    this.features = features;
    this.labels = labels;
    this.weight = weight;
  }

  static TabularEncoding of(TableEncoding features, TableLabels labels, @Nullable String weight) {
    return new TabularEncoding(features, labels, weight);
  }

  /** How columns become features. */
  public TableEncoding features() {
    return features;
  }

  /** How rows become labels. */
  public TableLabels labels() {
    return labels;
  }

  @Override
  public int width() {
    return features.width();
  }

  @Override
  public String featureName(int feature) {
    return features.name(feature);
  }

  @Override
  public String columnOf(int feature) {
    return features.columnOf(feature);
  }

  @Override
  public int classes() {
    return labels.classes();
  }

  @Override
  public String className(int index) {
    return labels.className(index);
  }

  @Override
  public double[] means() {
    return features.means();
  }

  @Override
  public double[] sigmas() {
    return features.sigmas();
  }

  @Override
  public LoadedBlocks<LoadReport> loadLabelled(InputSpec input, Engine engine) {
    List<InputFile> files = input.files();
    DataFormat format = format(input, files);
    int shards = input.shards() > 0 ? input.shards() : TextShards.defaultShards(files, width());
    if (format == DataFormat.CSV) {
      return TextCut.load(
          input,
          files,
          engine,
          cut -> {
            CsvTable table = CsvTable.open(cut.into(shards), input.header());
            return Loading.checked(
                engine.load(shards, table.reader(pass(table.columns()))),
                input.store(),
                input.paths());
          });
    }
    return Loading.checked(
        SqlTables.load(
            SqlTables.open(engine, files, format, labels.positive()), this::pass, shards),
        input.store(),
        input.paths());
  }

  private static DataFormat format(InputSpec input, List<InputFile> files) {
    DataFormat format = input.formatOf(files);
    if (format == DataFormat.LIBSVM || format == DataFormat.IDX) {
      throw UserException.of(
          ExitCode.DATA,
          input.paths()
              + ": is "
              + format.optionName()
              + ", but the model was trained on a table: give csv, parquet, orc or json");
    }
    return format;
  }

  @Override
  public long predict(InputSpec input, Engine engine, Scorer scorer, PredictionOutput output) {
    List<InputFile> files = input.files();
    DataFormat format = format(input, files);
    if (format != DataFormat.CSV) {
      return SqlTables.predict(
          SqlTables.open(engine, files, format, null), features, input.paths(), scorer, output);
    }
    int asked = input.shards() > 0 ? input.shards() : TextShards.defaultShards(files, width());
    // spark-sql takes rows one by one, from shards that are held as a whole: smaller ones.
    int shards = output.isParquet() ? Math.min(FINER * asked, 1 << 20) : asked;
    TextShards text = TextShards.plan(engine, input.store(), files, shards);
    CsvTable table = CsvTable.open(text, input.header());
    List<String> columns = table.columns().names();
    output.checkNames(columns, scorer);
    BlockPass pass = BlockPass.forScoring(features, table.columns());
    return output.write(
        input.paths(),
        folder ->
            output.isParquet()
                ? SqlTables.writeCsv(engine, table, pass, scorer, folder)
                : engine.sum(
                    shards,
                    table.reader(
                        CsvPredictions.of(
                            pass,
                            CsvParts.of(folder, scorer, columns.toArray(String[]::new), shards)))));
  }

  private BlockPass pass(TableColumns columns) {
    String present = weight != null && columns.find(weight) >= 0 ? weight : null;
    return BlockPass.forEvaluation(features, labels, columns, present);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", KIND);
    json.set("labels", labels.toJson());
    if (weight != null) {
      json.put("weight", weight);
    }
    json.set("features", features.toJson());
    return json;
  }

  static TabularEncoding fromJson(JsonNode json) {
    return new TabularEncoding(
        TableEncoding.fromJson(json.path("features")),
        TableLabels.fromJson(json.path("labels")),
        json.has("weight") ? json.get("weight").asText() : null);
  }
}
