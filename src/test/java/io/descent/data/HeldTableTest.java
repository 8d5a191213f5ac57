package io.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.data.Tables.Options;
import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.ColumnPlan;
import io.descent.data.table.HeldTable;
import io.descent.data.table.Missing;
import io.descent.data.table.RowPass;
import io.descent.data.table.TableFit;
import io.descent.error.UserException;
import io.descent.linalg.Storage;
import io.descent.objective.HalfSquaredLoss;
import io.descent.objective.LabelDomain;
import io.descent.objective.LinearObjective;
import io.descent.objective.LossSum;
import io.descent.spark.SparkEngine;
import io.descent.train.Engine;
import io.descent.train.FullLoss;
import io.descent.train.LoadedBlocks;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of rows that were held are those of rows that are read twice. */
class HeldTableTest {
  private static final int SHARDS = 5;

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(3);

  private String rows(String header, int count, RowText row) {
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < count; i++) {
      text.append('\n').append(row.of(i));
    }
    return text.toString();
  }

  @FunctionalInterface
  private interface RowText {
    String of(int row);
  }

  private String decimal() {
    return (random.nextBoolean() ? "-" : " ") + "0." + (100_000 + random.nextInt(900_000)) + "\t";
  }

  /** A table whose readers are counted. */
  private static HeldTable counted(
      Engine engine, CsvTable table, ColumnPlan plan, AtomicInteger passes) {
    return HeldTable.of(
        engine,
        SHARDS,
        new HeldTable.Readers() {
          @Override
          public <T> ShardReader<T> of(RowPass<T> pass) {
            passes.incrementAndGet();
            return table.reader(pass);
          }
        },
        plan);
  }

  /** Loads both ways; how often the held way read the text. */
  private int passes(String text, Options options) {
    CsvTable table = Tables.csv(folder, SHARDS, options.header, text);
    TableFit expectedFit = Tables.fit(table, options);
    double[][] expected = Tables.trainingRows(table, options);
    AtomicInteger passes = new AtomicInteger();
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    try (LocalEngine engine = LocalEngine.of(2)) {
      HeldTable held = counted(engine, table, plan, passes);
      TableFit fit = TableFit.learn(held, plan, Tables.store());
      assertThat(fit.encoding().toJson()).isEqualTo(expectedFit.encoding().toJson());
      assertThat(fit.labels().toJson()).isEqualTo(expectedFit.labels().toJson());
      assertThat(fit.checksums().crc(0)).isEqualTo(expectedFit.checksums().crc(0));
      BlockPass pass = Tables.training(table, fit, options);
      LoadedBlocks<LoadReport> loaded = held.load(pass);
      if (loaded.report().fault() != null) {
        throw loaded.report().fault().toException(Tables.store());
      }
      List<ParsedShard<LoadReport>> shards = new ArrayList<>();
      loaded
          .blocks()
          .map(
              block -> {
                synchronized (shards) {
                  shards.add(ParsedShard.of(block, loaded.report()));
                }
                return block;
              });
      shards.sort((a, b) -> Integer.compare(a.block().shard(), b.block().shard()));
      double[][] actual = Tables.rows(shards, fit.encoding().width());
      assertThat(actual).hasDimensions(expected.length, expected[0].length);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).as("row %d", i).containsExactly(expected[i]);
      }
      long[] missing = new long[fit.encoding().columns()];
      for (ParsedShard<LoadReport> shard : Tables.shards(table, pass)) {
        for (int c = 0; c < missing.length; c++) {
          missing[c] += shard.report().missing()[c];
        }
      }
      assertThat(loaded.report().missing()).isEqualTo(missing);
      assertThat(loaded.report().rows()).isEqualTo(expected.length);
    }
    return passes.get();
  }

  @Test
  void numbersAreReadOnce() {
    String text =
        rows("y,a,b,c", 3000, i -> i % 7 + "," + decimal() + "," + (i % 5 == 0 ? "" : i) + ",1e-3");
    for (Storage storage : Storage.values()) {
      Options options = new Options();
      options.storage = storage;
      assertThat(passes(text, options)).isEqualTo(1);
      options.missing = Missing.ZERO;
      options.intercept = false;
      assertThat(passes(text, options)).isEqualTo(1);
    }
  }

  @Test
  void numbersOfManyDigitsAndMostlyZerosToo() {
    String text =
        rows(
            "a,y,b",
            5000,
            i ->
                random.nextDouble() + "," + -random.nextDouble() + "," + (i % 50 == 0 ? "7" : "0"));
    Options options = new Options();
    options.intercept = false;
    assertThat(passes(text, options)).isEqualTo(1);
  }

  @Test
  void labelsOfAnyKindAndWeights() {
    String text =
        rows(
            "k,x,w,z",
            900,
            i ->
                (i % 3 == 0 ? "a b" : i % 3 == 1 ? " 'c'" : "1.0")
                    + ","
                    + decimal()
                    + ","
                    + i % 4
                    + ","
                    + i);
    Options options = new Options();
    options.label = "k";
    options.labels = LabelDomain.CLASSES;
    options.weight = "w";
    assertThat(passes(text, options)).isEqualTo(1);
    options.label = null;
    options.labels = LabelDomain.BINARY;
    options.positive = "k = 'a b'";
    assertThat(passes(text, options)).isEqualTo(1);
    options.positive = "z >= 450";
    options.numeric = List.of("x");
    assertThat(passes(text, options)).isEqualTo(1);
    // The column of the label is a feature, too.
    options.numeric = List.of("x", "z");
    assertThat(passes(text, options)).isEqualTo(2);
  }

  @Test
  void setsOfLabelsAndTruthValues() {
    String text =
        rows("p,q,x", 500, i -> (i % 2 == 0) + "," + (i % 3 == 0 ? 1 : 0) + "," + decimal());
    Options options = new Options();
    options.label = "p,q";
    options.labels = LabelDomain.LABEL_SETS;
    CsvTable table = Tables.csv(folder, SHARDS, true, text);
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    try (LocalEngine engine = LocalEngine.of(2)) {
      HeldTable held = table.held(engine, plan);
      TableFit fit = TableFit.learn(held, plan, Tables.store());
      LoadedBlocks<LoadReport> loaded = held.load(Tables.training(table, fit, options));
      assertThat(loaded.report().rows()).isEqualTo(500);
    }
    options.label = "p";
    options.labels = LabelDomain.BINARY;
    options.numeric = List.of("x");
    assertThat(passes(text, options)).isEqualTo(1);
  }

  @Test
  void textsAndTimesAreReadAgain() {
    Options options = new Options();
    String late = rows("y,a", 2000, i -> i + "," + (i == 1990 ? "n/a" : i % 40));
    assertThat(passes(late, options)).isEqualTo(2);
    String times = rows("y,a,t", 300, i -> i + "," + i + ",2024-01-" + (10 + i % 20));
    assertThat(passes(times, options)).isEqualTo(2);
  }

  @Test
  void aCellThatIsRefusedIsFoundWhereItStands() {
    Options options = new Options();
    options.missing = Missing.FAIL;
    String text = rows("y,a", 400, i -> i + "," + (i == 333 ? "" : i));
    assertThatThrownBy(() -> passes(text, options))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("table.csv:335")
        .hasMessageContaining("--missing fail");
  }

  /** How often Spark reads the text, whose blocks are those of the local engine. */
  private int passesOfSpark(JavaSparkContext context, String text, Options options) {
    CsvTable table = Tables.csv(folder, SHARDS, true, text);
    ColumnPlan plan = ColumnPlan.of(options.spec(), table.columns());
    AtomicInteger passes = new AtomicInteger();
    List<LossSum> losses = new ArrayList<>();
    try (LocalEngine local = LocalEngine.of(1)) {
      for (Engine engine : List.of(local, SparkEngine.on(context, 2))) {
        passes.set(0);
        HeldTable held = counted(engine, table, plan, passes);
        TableFit fit = TableFit.learn(held, plan, Tables.store());
        LoadedBlocks<LoadReport> loaded = held.load(Tables.training(table, fit, options));
        if (loaded.report().fault() != null) {
          throw loaded.report().fault().toException(Tables.store());
        }
        assertThat(context.getPersistentRDDs()).hasSize(engine == local ? 0 : 1);
        LinearObjective objective =
            LinearObjective.of(new HalfSquaredLoss(), fit.encoding().width(), false);
        double[] theta = new double[fit.encoding().width()];
        Arrays.fill(theta, 0.5);
        losses.add(loaded.blocks().sum(theta, FullLoss.of(objective)));
        loaded.blocks().close();
      }
    }
    assertThat(losses.get(1).mean()).isEqualTo(losses.get(0).mean());
    assertThat(losses.get(1).rows()).isEqualTo(losses.get(0).rows());
    return passes.get();
  }

  @Test
  void sparkReadsNumbersOnce() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("HeldTableTest")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      String numbers =
          rows("y,a,b", 3000, i -> i % 7 + "," + decimal() + "," + (i % 5 == 0 ? "" : i));
      assertThat(passesOfSpark(context, numbers, new Options())).isEqualTo(1);
      String late = rows("y,a", 2000, i -> i + "," + (i == 1990 ? "n/a" : i % 40));
      assertThat(passesOfSpark(context, late, new Options())).isEqualTo(2);
      Options strict = new Options();
      strict.missing = Missing.FAIL;
      String refused = rows("y,a", 400, i -> i + "," + (i == 333 ? "" : i));
      assertThatThrownBy(() -> passesOfSpark(context, refused, strict))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("table.csv:335")
          .hasMessageContaining("--missing fail");
    }
  }
}
