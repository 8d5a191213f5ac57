package io.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.data.Tables.Options;
import io.descent.data.csv.CsvRows;
import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.Cells;
import io.descent.data.table.RowPass;
import io.descent.data.table.RowPlace;
import io.descent.data.table.TableFit;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.LabelDomain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @TempDir Path folder;

  private static void refused(ThrowingCallable call, ExitCode code, String... parts) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
        .returns(code, UserException::code)
        .extracting(UserException::getMessage, InstanceOfAssertFactories.STRING)
        .contains(parts)
        .doesNotContain("\n");
  }

  /** The fields of all rows, as prediction keeps them. */
  private static List<List<String>> fields(CsvTable table) {
    Options options = new Options();
    options.label = table.columns().name(0);
    options.labels = LabelDomain.CLASSES;
    TableFit fit = Tables.fit(table, options);
    BlockPass pass = BlockPass.forScoring(fit.encoding(), table.columns());
    List<List<String>> rows = new ArrayList<>();
    Iterator<CsvRows> shards = table.reader(CsvRows.pass(pass)).read(0, table.text().count());
    while (shards.hasNext()) {
      CsvRows shard = shards.next();
      assertThat(shard.parsed().report().fault()).isNull();
      for (int i = 0; i < shard.parsed().block().count(); i++) {
        rows.add(Arrays.asList(shard.fields(i)));
      }
    }
    return rows;
  }

  @Test
  void quotingAndLineEnds() {
    String text =
        "\uFEFFk,a,b\r\n1,\"x,y\",\"say \"\"hi\"\"\"\r\n\r\n2,  pad , \r\n3,\"\",ümlaut € "
            + new String(Character.toChars(0x1F600));
    for (int shards : new int[] {1, 2, 5, 40}) {
      CsvTable table = Tables.csv(folder, shards, true, text);
      assertThat(table.columns().name(0)).isEqualTo("k");
      assertThat(fields(table))
          .as("%d shards", shards)
          .containsExactly(
              List.of("1", "x,y", "say \"hi\""),
              List.of("2", "  pad ", " "),
              List.of("3", "", "ümlaut € " + new String(Character.toChars(0x1F600))));
    }
  }

  @Test
  void everyCutGivesTheSameRowsAndBits() {
    long seed = 3;
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder[] texts = {
      new StringBuilder("y,x,s,d\n"), new StringBuilder("y,x,s,d\n"), new StringBuilder("y,x,s,d\n")
    };
    for (int i = 0; i < 2000; i++) {
      texts[i * texts.length / 2000]
          .append(random.nextInt(2))
          .append(',')
          .append(random.nextInt(10) == 0 ? "" : Double.toString(random.nextDouble() * 1e5))
          .append(",\"value, ")
          .append(random.nextInt(50))
          .append("\",2024-0")
          .append(1 + random.nextInt(9))
          .append("-1")
          .append(random.nextInt(10))
          .append('\n');
    }
    String[] names = {"a.csv", "b.csv.gz", "c.csv"};
    String[] contents = Arrays.stream(texts).map(Object::toString).toArray(String[]::new);
    byte[][] bytes =
        Arrays.stream(contents).map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    Options options = new Options();
    CsvTable whole = Tables.csv(folder, 7, true, names, bytes);
    TableFit fit = Tables.fit(whole, options);
    int width = fit.encoding().width();
    double[][] expected =
        Tables.rows(Tables.shards(whole, Tables.training(whole, fit, options)), width);
    assertThat(expected).hasNumberOfRows(2000);
    for (int shards : new int[] {1, 2, 64, 1000}) {
      CsvTable table = Tables.csv(folder, shards, true, names, bytes);
      double[][] rows =
          Tables.rows(Tables.shards(table, Tables.training(table, fit, options)), width);
      assertThat(rows).as("%d shards, seed %d", shards, seed).isDeepEqualTo(expected);
    }
  }

  @Test
  void withoutHeaderColumnsAreNumbered() {
    CsvTable table = Tables.csv(folder, 2, false, "1,2,x\n3,4,y\n");
    assertThat(IntStream.range(0, 3).mapToObj(table.columns()::name))
        .containsExactly("c1", "c2", "c3");
    assertThat(fields(table)).containsExactly(List.of("1", "2", "x"), List.of("3", "4", "y"));
    CsvTable unnamed = Tables.csv(folder, 1, true, ",b\n1,2\n");
    assertThat(unnamed.columns().name(0)).isEqualTo("c1");
  }

  @Test
  void headersMustAgree() {
    String[] names = {"a.csv", "b.csv"};
    refused(
        () -> Tables.csv(folder, 1, true, names, "y,x\n1,2\n", "y,z\n1,2\n"),
        ExitCode.DATA,
        "b.csv:1",
        "column 2 is 'z', not 'x'",
        "a.csv");
    refused(
        () -> Tables.csv(folder, 1, true, names, "y,x\n1,2\n", "y,x,z\n1,2,3\n"),
        ExitCode.DATA,
        "b.csv:1",
        "3 columns, not 2");
    refused(
        () -> Tables.csv(folder, 1, true, "y,x,x\n1,2,3\n"),
        ExitCode.DATA,
        "table.csv:1",
        "two columns are named 'x'");
    assertThat(fields(Tables.csv(folder, 3, true, names, "y,x\n1,2\n", "y, x\n3,4\n")))
        .containsExactly(List.of("1", "2"), List.of("3", "4"));
    assertThat(fields(Tables.csv(folder, 3, true, names, "", "y,x\n3,4\n")))
        .containsExactly(List.of("3", "4"));
  }

  @Test
  void emptyDataAreRefused() {
    refused(() -> Tables.csv(folder, 1, true, ""), ExitCode.DATA, "table.csv", "empty");
    CsvTable onlyHeader = Tables.csv(folder, 4, true, "y,x\n");
    refused(() -> Tables.fit(onlyHeader, new Options()), ExitCode.DATA, "no rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void mistakesNameTheirLine(int shards) {
    String good = "y,x,s\n1,2,a\n";
    mistake(shards, good + "1,2\n1,2,b\n", 3, "found 2 fields", "3 columns");
    mistake(shards, good + "1,2,a\n\n1,2,3,4\n", 5, "found 4 fields");
    mistake(shards, good + "1,2,\"a\nb\"\n1,2,c\n", 3, "line break inside quotes");
    mistake(shards, good + "1,2,a\n1,2,\"a\n", 4, "line break inside quotes");
    mistake(shards, good + "1,2,a\n1,2,\"a", 4, "line break inside quotes");
    mistake(shards, good + "1,2,\"a\"b\n", 3, "not a record of CSV");
    mistake(shards, good + "1,2,a\r1,2,b\n", 3, "carriage return");
    mistake(shards, good + "1,x,a\n", 3, "column 'x': found 'x'");
  }

  private void mistake(int shards, String text, int line, String... parts) {
    CsvTable table = Tables.csv(folder, shards, true, text);
    Options options = new Options();
    options.numeric = List.of("x");
    options.categorical = List.of("s");
    // A line break inside quotes may be where a shard begins: then the halves are wrong by
    // themselves, on one of the two lines.
    String[] expected = shards == 1 ? parts : new String[] {"table.csv:"};
    refused(() -> Tables.fit(table, options), ExitCode.DATA, expected);
    if (shards == 1) {
      refused(() -> Tables.fit(table, options), ExitCode.DATA, "table.csv:" + line + ":");
    }
  }

  @Test
  void theFirstMistakeIsReportedWhateverTheCut() {
    StringBuilder text = new StringBuilder("y,x\n");
    for (int i = 0; i < 200; i++) {
      text.append(i % 50 == 30 ? "1,bad\n" : "1,2\n");
    }
    Options options = new Options();
    options.numeric = List.of("x");
    for (int shards : new int[] {1, 2, 7, 64}) {
      CsvTable table = Tables.csv(folder, shards, true, text.toString());
      refused(() -> Tables.fit(table, options), ExitCode.DATA, "table.csv:32:", "'bad'");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] start = "y,s\n1,ok\n2,".getBytes(StandardCharsets.UTF_8);
    for (byte[] bad : new byte[][] {{(byte) 0xE4}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, 0}}) {
      byte[] bytes = Arrays.copyOf(start, start.length + bad.length + 5);
      System.arraycopy(bad, 0, bytes, start.length, bad.length);
      System.arraycopy(
          "\n3,z\n".getBytes(StandardCharsets.UTF_8), 0, bytes, start.length + bad.length, 5);
      CsvTable table = Tables.csv(folder, 1, true, new String[] {"b.csv"}, new byte[][] {bytes});
      refused(() -> Tables.fit(table, new Options()), ExitCode.DATA, "b.csv:3:", "UTF-8");
    }
  }

  @Test
  void charactersAcrossBuffersAreWhole() {
    // Characters of two, three and four bytes at every place around the end of a buffer.
    String wide = "é€" + new String(Character.toChars(0x1F680));
    for (int pad = 65_500; pad < 65_540; pad += 3) {
      String text = "y,s\n1," + "a".repeat(pad) + wide + "\r\n2," + wide + "\n";
      assertThat(fields(Tables.csv(folder, 1, true, text)))
          .as("pad %d", pad)
          .containsExactly(List.of("1", "a".repeat(pad) + wide), List.of("2", wide));
    }
  }

  @Test
  void checksumsAreThoseOfTheBytes() {
    String text = "y,x\n1,2\n3,4\n5,6\n";
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    for (int shards : new int[] {1, 3, 9}) {
      TableFit fit = Tables.fit(Tables.csv(folder, shards, true, text), new Options());
      assertThat(fit.checksums().length(0)).isEqualTo(text.length());
      assertThat(fit.checksums().crc(0)).isEqualTo(crc.getValue());
    }
  }

  /** Notes the share that is told, and that of the rows so far of all rows of equal length. */
  private static final class Shares implements RowPass.Sink<Shares> {
    private final int rows;
    private final List<double[]> told = new ArrayList<>();
    private int so;

    Shares(int rows) {
      this.rows = rows;
    }

    @Override
    public void add(Cells cells, RowPlace place) {
      so++;
    }

    @Override
    public void done(double share) {
      told.add(new double[] {share, (double) so / rows});
    }

    @Override
    public Shares end(Checksums checksums, Fault fault) {
      return this;
    }
  }

  @Test
  void theShareOfTheShardThatTheRowsTookIsTold() {
    int rows = 50_000;
    CsvTable table = Tables.csv(folder, 1, false, "1,2,3,4,5\n".repeat(rows));
    Shares shares = table.reader(shard -> new Shares(rows)).read(0, 1).next();
    assertThat(shares.told).hasSizeGreaterThan(100);
    assertThat(shares.told).allSatisfy(t -> assertThat(t[0]).isCloseTo(t[1], within(2.0 / rows)));
  }

  @Test
  void aMistakeFarDownIsFoundInItsLine() {
    String good = "1,2\n";
    for (int before : new int[] {0, 1, 1022, 1023, 1024, 40_000, 200_000}) {
      String text = "y,x\n" + good.repeat(before) + "\n1,2,3\n" + good.repeat(5000);
      CsvTable table = Tables.csv(folder, 1, true, text);
      Options options = new Options();
      options.label = "y";
      // The header and an empty line stand before it.
      refused(
          () -> Tables.fit(table, options), ExitCode.DATA, ":" + (before + 3) + ": found 3 fields");
    }
  }
}
