package io.descent.data;

import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnPlan;
import io.descent.data.table.Missing;
import io.descent.data.table.RowPass;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableFit;
import io.descent.data.table.TableSpec;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import io.descent.linalg.Block;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.train.ParsedShard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Tables in tests: options with few words, files of a temporary folder, blocks as plain arrays. */
public final class Tables {
  private Tables() {}

  /** Options as a test changes them. */
  public static final class Options {
    public boolean header = true;
    public String label = "y";
    public String weight = null;
    public String positive = null;
    public List<String> numeric = List.of();
    public List<String> categorical = List.of();
    public int hashBits = 0;
    public Missing missing = Missing.MEAN;
    public Storage storage = Storage.DOUBLE;
    public Standardize standardize = Standardize.AUTO;
    public boolean intercept = true;
    public LabelDomain labels = LabelDomain.REAL;
    public boolean labelsRequired = true;

    public TableSpec spec() {
      return new TableSpec(
          header,
          label,
          weight,
          positive,
          numeric,
          categorical,
          hashBits,
          missing,
          storage,
          standardize,
          intercept,
          labels,
          labelsRequired);
    }
  }

  public static FileStore store() {
    return new TestFiles();
  }

  /** A CSV table of one file. */
  public static CsvTable csv(Path folder, int shards, boolean header, String text) {
    return csv(folder, shards, header, new String[] {"table.csv"}, text);
  }

  /** A CSV table of some files. */
  public static CsvTable csv(
      Path folder, int shards, boolean header, String[] names, String... texts) {
    byte[][] bytes =
        Arrays.stream(texts).map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    return csv(folder, shards, header, names, bytes);
  }

  public static CsvTable csv(
      Path folder, int shards, boolean header, String[] names, byte[][] bytes) {
    List<InputFile> files = TestFiles.write(folder, names, bytes);
    return CsvTable.open(TestFiles.cut(files, bytes, shards), header);
  }

  /** A source that reads every shard by itself, in one thread. */
  public static TableFit.Source source(CsvTable table) {
    return new TableFit.Source() {
      @Override
      public <T extends Mergeable<T>> T sum(RowPass<T> pass) {
        int shards = table.text().count();
        ShardTree<T> tree = ShardTree.over(shards);
        for (int s = shards - 1; s >= 0; s--) {
          tree.put(s, table.reader(pass).read(s, s + 1).next());
        }
        return Objects.requireNonNull(tree.total());
      }
    };
  }

  public static TableFit fit(CsvTable table, Options options) {
    return TableFit.learn(
        source(table), ColumnPlan.of(options.spec(), table.columns()), new TestFiles());
  }

  public static BlockPass training(CsvTable table, TableFit fit, Options options) {
    return BlockPass.forTraining(fit, table.columns(), options.weight, options.storage);
  }

  /** The shards of a table, read in one run; the first mistake is thrown. */
  public static List<ParsedShard<LoadReport>> shards(CsvTable table, BlockPass pass) {
    List<ParsedShard<LoadReport>> shards = new ArrayList<>();
    Iterator<ParsedShard<LoadReport>> all = table.reader(pass).read(0, table.text().count());
    while (all.hasNext()) {
      ParsedShard<LoadReport> shard = all.next();
      if (shard.report().fault() != null) {
        throw shard.report().fault().toException(new TestFiles());
      }
      shards.add(shard);
    }
    return shards;
  }

  /** Row by row: the features, then the label, then the weight. */
  public static double[][] rows(List<ParsedShard<LoadReport>> shards, int width) {
    List<double[]> rows = new ArrayList<>();
    for (ParsedShard<LoadReport> shard : shards) {
      Block block = shard.block();
      for (int i = 0; i < block.count(); i++) {
        double[] row = new double[width + 2];
        block.rows().forEach(i, (j, value) -> row[j] = value);
        row[width] = block.hasLabels() ? block.label(i) : -9;
        row[width + 1] = block.weight(i);
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** Learns from a table and gives its rows as training sees them. */
  public static double[][] trainingRows(CsvTable table, Options options) {
    TableFit fit = fit(table, options);
    return rows(shards(table, training(table, fit, options)), fit.encoding().width());
  }
}
