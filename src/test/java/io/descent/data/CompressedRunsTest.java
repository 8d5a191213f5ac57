package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.TableFit;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.linalg.Block;
import io.descent.linalg.Storage;
import io.descent.objective.LossSum;
import io.descent.train.BlockFunction;
import io.descent.train.LoadedBlocks;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How threads of one process share out text that cannot be entered in its middle. */
class CompressedRunsTest {
  private static final int SHARDS = 16;

  @TempDir Path folder;

  private static byte[] libsvmText(int seed, int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(i % 2).append(" 1:").append(1000 * seed + i + 1);
      text.append(" 7:").append(i * i % 97 + 1).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] csvText(int rows) {
    StringBuilder text = new StringBuilder("y,a,b\n");
    for (int i = 0; i < rows; i++) {
      text.append(i % 2).append(',').append(i).append(',').append(i * 31 % 97).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private TextShards cut(String[] names, byte[][] contents) {
    List<InputFile> files = TestFiles.write(folder, names, contents);
    return TestFiles.cut(files, contents, SHARDS);
  }

  private static LibsvmReader libsvm(TextShards text) {
    return LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
  }

  /** All rows of all shards, as texts, after the numbers of rows of the shards. */
  private static List<String> rows(ShardReader<ParsedShard<LoadReport>> reader, int threads) {
    try (LocalEngine engine = LocalEngine.of(threads)) {
      LoadedBlocks<LoadReport> loaded = engine.load(SHARDS, reader);
      assertThat(loaded.report().fault()).isNull();
      List<String> rows = new ArrayList<>();
      rows.add("checksum " + loaded.report().checksums().crc(0));
      for (int s = 0; s < SHARDS; s++) {
        rows.add("shard of " + loaded.blocks().shards().rows(s));
      }
      String[] ofShard = new String[SHARDS];
      BlockFunction<LossSum> collect =
          (block, theta) -> {
            ofShard[block.shard()] = text(block);
            return null;
          };
      loaded.blocks().sum(new double[0], collect);
      rows.addAll(Arrays.asList(ofShard));
      return rows;
    }
  }

  private static String text(Block block) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < block.count(); row++) {
      text.append(block.label(row));
      block
          .rows()
          .forEach(
              row, (column, value) -> text.append(' ').append(column).append(':').append(value));
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void anyNumberOfThreadsReadsTheSameRows() {
    byte[][] one = {libsvmText(1, 3000)};
    List<String> plain = rows(libsvm(cut(new String[] {"a"}, one)), 1);
    TextShards packed = cut(new String[] {"a.gz"}, one);
    byte[][] three = {libsvmText(1, 1000), libsvmText(2, 1), libsvmText(3, 2000)};
    List<String> plainThree = rows(libsvm(cut(new String[] {"b", "c", "d"}, three)), 1);
    TextShards mixed = cut(new String[] {"b.gz", "c", "d.gz"}, three);
    for (int threads : new int[] {1, 2, 3, 5}) {
      assertThat(rows(libsvm(packed), threads)).as("%d threads", threads).isEqualTo(plain);
      assertThat(rows(libsvm(mixed), threads)).as("%d threads", threads).isEqualTo(plainThree);
    }
  }

  @Test
  void tablesToo() {
    byte[][] one = {csvText(3000)};
    List<List<String>> all = new ArrayList<>();
    for (String name : new String[] {"a.csv", "a.csv.gz"}) {
      CsvTable table = CsvTable.open(cut(new String[] {name}, one), true);
      Tables.Options options = new Tables.Options();
      options.label = "y";
      TableFit fit = Tables.fit(table, options);
      BlockPass pass = Tables.training(table, fit, options);
      for (int threads : new int[] {1, 2, 5}) {
        all.add(rows(table.reader(pass), threads));
      }
    }
    assertThat(all).allMatch(rows -> rows.equals(all.get(0)));
  }

  @Test
  void oneFileIsInflatedOnceWhateverTheNumberOfShards() throws IOException {
    byte[][] one = {libsvmText(1, 60_000)};
    TextShards packed = cut(new String[] {"a.gz"}, one);
    long stored = Files.size(folder.resolve("a.gz"));
    for (int threads : new int[] {1, 2, 4}) {
      long before = TestFiles.BYTES_READ.get();
      rows(libsvm(packed), threads);
      // The end of the file is read once more as a number below 0.
      assertThat(TestFiles.BYTES_READ.get() - before)
          .as("%d threads", threads)
          .isBetween(stored - 2, stored);
    }
  }

  @Test
  void aFileCutShortIsAMistakeOfTheDataOnAnyNumberOfThreads() throws IOException {
    byte[][] one = {libsvmText(1, 60_000)};
    TextShards packed = cut(new String[] {"a.gz"}, one);
    Path file = folder.resolve("a.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    for (int threads : new int[] {1, 2}) {
      try (LocalEngine engine = LocalEngine.of(threads)) {
        Fault fault = engine.load(SHARDS, libsvm(packed)).report().fault();
        assertThatThrownBy(
                () -> {
                  throw fault.toException(new TestFiles());
                })
            .isInstanceOf(UserException.class)
            .hasMessageContaining("a.gz: the compressed file ends in the middle");
      }
    }
  }
}
