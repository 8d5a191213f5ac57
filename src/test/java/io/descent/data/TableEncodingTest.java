package io.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.Tables.Options;
import io.descent.data.csv.CsvTable;
import io.descent.data.table.BlockPass;
import io.descent.data.table.Missing;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableEncoding;
import io.descent.data.table.TableFit;
import io.descent.data.table.TableLabels;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.train.ParsedShard;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableEncodingTest {
  @TempDir Path folder;

  private static List<String> names(TableEncoding encoding) {
    return IntStream.range(0, encoding.width()).mapToObj(encoding::name).toList();
  }

  private static void refused(ThrowingCallable call, ExitCode code, String... parts) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
        .returns(code, UserException::code)
        .extracting(UserException::getMessage, InstanceOfAssertFactories.STRING)
        .contains(parts)
        .doesNotContain("\n");
  }

  @Test
  void everyKindOfColumnHasItsSlots() {
    CsvTable table =
        Tables.csv(
            folder,
            1,
            true,
            "y,distance,origin,when\n1,100,ATL,2001-01-01 07:30\n0,300,SFO,2001-12-02T23:00:10Z\n");
    Options options = new Options();
    TableEncoding encoding = Tables.fit(table, options).encoding();
    assertThat(encoding.width()).isEqualTo(1 + 4 + 44);
    assertThat(names(encoding).subList(0, 6))
        .containsExactly(
            "distance",
            "origin=ATL",
            "origin=SFO",
            "origin=(empty)",
            "origin=(unknown)",
            "when.hour=00");
    assertThat(names(encoding).subList(27, 49))
        .contains("when.hour=23", "when.weekday=Mon", "when.month=12", "when=(empty)");
    double[][] rows = Tables.trainingRows(table, options);
    assertThat(ones(rows[0], encoding))
        .containsExactly("origin=ATL", "when.hour=07", "when.weekday=Mon", "when.month=01");
    assertThat(ones(rows[1], encoding))
        .containsExactly(
            "distance", "origin=SFO", "when.hour=23", "when.weekday=Sun", "when.month=12");
    assertThat(rows[0][0]).isEqualTo(-1);
  }

  private static List<String> ones(double[] row, TableEncoding encoding) {
    return IntStream.range(0, encoding.width())
        .filter(j -> row[j] == 1)
        .mapToObj(encoding::name)
        .toList();
  }

  @Test
  void datesAloneHaveNoHours() {
    CsvTable table = Tables.csv(folder, 1, true, "y,d\n1,2024-02-29\n2,\n");
    TableEncoding encoding = Tables.fit(table, new Options()).encoding();
    assertThat(encoding.width()).isEqualTo(7 + 12 + 1);
    double[][] rows = Tables.trainingRows(table, new Options());
    assertThat(ones(rows[0], encoding)).containsExactly("d.weekday=Thu", "d.month=02");
    assertThat(ones(rows[1], encoding)).containsExactly("d=(empty)");
  }

  @Test
  void standardisationIsThatOfTheWholeTableInAnyCut() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    int n = 500;
    double[] x = new double[n];
    double[] c = new double[n];
    StringBuilder text = new StringBuilder("y,x,c\n");
    for (int i = 0; i < n; i++) {
      x[i] = 1e6 + random.nextInt(1000) / 8.0;
      c[i] = random.nextInt(4) / 2.0;
      text.append(i).append(',').append(x[i]).append(',').append(c[i]).append('\n');
    }
    double sumC = 0;
    double sumX = 0;
    for (int i = 0; i < n; i++) {
      sumC += c[i];
      sumX += c[i] * x[i];
    }
    double mean = sumX / sumC;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += c[i] * (x[i] - mean) * (x[i] - mean);
    }
    double sigma = Math.sqrt(squares / sumC);
    Options options = new Options();
    options.weight = "c";
    for (int shards : new int[] {1, 3, 8, 64}) {
      CsvTable table = Tables.csv(folder, shards, true, text.toString());
      TableEncoding encoding = Tables.fit(table, options).encoding();
      assertThat(encoding.width()).isEqualTo(1);
      assertThat(encoding.means()[0]).as("seed %d", seed).isCloseTo(mean, within(1e-6));
      assertThat(encoding.sigmas()[0]).as("seed %d", seed).isCloseTo(sigma, within(1e-9 * sigma));
      double[][] rows = Tables.trainingRows(table, options);
      assertThat(rows).hasNumberOfRows(n);
      for (int i = 0; i < n; i++) {
        assertThat(rows[i][0]).isEqualTo((x[i] - encoding.means()[0]) / encoding.sigmas()[0]);
        assertThat(rows[i][1]).isEqualTo(i);
        assertThat(rows[i][2]).isEqualTo(c[i]);
      }
    }
  }

  @Test
  void emptyNumbersStandForTheirMean() {
    String text = "y,x\n0,1\n0,\n0,5\n0,  \n";
    Options options = new Options();
    double[][] rows = Tables.trainingRows(Tables.csv(folder, 2, true, text), options);
    // Filled in: 1, 3, 5, 3 with mean 3 and variance 8/4.
    assertThat(rows[0][0]).isEqualTo(-2 / Math.sqrt(2));
    assertThat(rows[1][0]).isZero();
    assertThat(rows[2][0]).isEqualTo(2 / Math.sqrt(2));
    options.intercept = false;
    rows = Tables.trainingRows(Tables.csv(folder, 2, true, text), options);
    assertThat(rows[0][0]).isEqualTo(1 / Math.sqrt(2));
    assertThat(rows[1][0]).isEqualTo(3 / Math.sqrt(2));
    options.standardize = Standardize.FALSE;
    rows = Tables.trainingRows(Tables.csv(folder, 2, true, text), options);
    assertThat(rows[0][0]).isEqualTo(1);
    assertThat(rows[3][0]).isEqualTo(3);
  }

  @Test
  void emptyNumbersStandForZeroOrAreRefused() {
    String text = "y,x\n0,2\n0,\n0,4\n0,2\n";
    Options options = new Options();
    options.missing = Missing.ZERO;
    CsvTable table = Tables.csv(folder, 1, true, text);
    TableFit fit = Tables.fit(table, options);
    assertThat(fit.encoding().means()[0]).isEqualTo(2.0);
    assertThat(fit.encoding().sigmas()[0]).isCloseTo(Math.sqrt(2), within(1e-15));
    List<ParsedShard<LoadReport>> shards =
        Tables.shards(table, Tables.training(table, fit, options));
    assertThat(shards.get(0).report().missing()).containsExactly(1);
    assertThat(Tables.rows(shards, 1)[1][0]).isCloseTo(-Math.sqrt(2), within(1e-15));
    options.missing = Missing.FAIL;
    refused(
        () -> Tables.trainingRows(table, options),
        ExitCode.DATA,
        "table.csv:3",
        "column 'x': found an empty cell",
        "--missing mean");
  }

  @Test
  void aConstantColumnIsZeroAndIsReported() {
    CsvTable table = Tables.csv(folder, 3, true, "y,x,e\n0,0.1,\n0,0.1,\n0,0.1,\n0,0.1,\n");
    TableFit fit = Tables.fit(table, new Options());
    assertThat(fit.encoding().sigmas()).containsExactly(0, 0);
    assertThat(fit.encoding().means()).containsExactly(0.1, 0);
    assertThat(fit.notes()).hasSize(2);
    assertThat(fit.notes().get(0)).contains("'x'", "same in every row");
    assertThat(fit.notes().get(1)).contains("'e'", "empty in every row");
    for (double[] row : Tables.trainingRows(table, new Options())) {
      assertThat(row).startsWith(0, 0);
    }
  }

  @Test
  void scoringBlocksHoldTheFeaturesAsTheyAre() {
    CsvTable table = Tables.csv(folder, 1, true, "y,x,s\n0,1,a\n1,3,b\n");
    TableFit fit = Tables.fit(table, new Options());
    CsvTable other =
        Tables.csv(folder, 1, true, new String[] {"n.csv"}, "s,extra,x\nc,?,7\n,?,\nb,?,1e3\n");
    BlockPass pass = BlockPass.forScoring(fit.encoding(), other.columns());
    double[][] rows = Tables.rows(Tables.shards(other, pass), fit.encoding().width());
    // x, s=a, s=b, s=(empty), s=(unknown)
    assertThat(rows[0]).startsWith(7, 0, 0, 0, 1);
    assertThat(rows[1]).startsWith(2, 0, 0, 1, 0);
    assertThat(rows[2]).startsWith(1000, 0, 1, 0, 0);
    refused(
        () ->
            BlockPass.forScoring(
                fit.encoding(),
                Tables.csv(folder, 1, true, new String[] {"m.csv"}, "S,x\na,1\n").columns()),
        ExitCode.DATA,
        "'s'",
        "did you mean 'S'");
  }

  @Test
  void dictionariesCanBeScaled() {
    CsvTable table =
        Tables.csv(
            folder, 2, true, "y,c,s,d\n0,1,a,2024-01-01\n0,2,b,2024-01-01\n0,1,,2024-01-02\n");
    Options options = new Options();
    options.weight = "c";
    options.standardize = Standardize.TRUE;
    TableEncoding encoding = Tables.fit(table, options).encoding();
    double quarter = Math.sqrt(0.25 * 0.75);
    // s: a ¼, b ½, empty ¼, unknown 0; d: Monday ¾, Tuesday ¼
    assertThat(encoding.sigmas()).startsWith(quarter, 0.5, quarter, 0, quarter, quarter, 0);
    assertThat(encoding.means()).containsOnly(0);
    double[][] rows = Tables.trainingRows(table, options);
    assertThat(rows[0]).startsWith(1 / quarter, 0, 0, 0, 1 / quarter, 0);
    assertThat(rows[1]).startsWith(0, 2, 0, 0);
    // January is in every row: its slot says nothing.
    assertThat(rows[0][4 + 7]).isZero();
  }

  @Test
  void hashedColumnsShareTheirSlots() {
    String text = "y,s,t,x\n0,a,a,1\n0,b,a,2\n0,,b,3\n";
    Options options = new Options();
    options.hashBits = 1;
    CsvTable table = Tables.csv(folder, 2, true, text);
    TableEncoding encoding = Tables.fit(table, options).encoding();
    assertThat(names(encoding)).containsExactly("x", "hash#0", "hash#1");
    double[][] rows = Tables.trainingRows(table, options);
    int[][] expected = {
      {slot("s=a", 1), slot("t=a", 1)},
      {slot("s=b", 1), slot("t=a", 1)},
      {slot("s=", 1), slot("t=b", 1)}
    };
    for (int i = 0; i < 3; i++) {
      double[] counts = new double[2];
      counts[expected[i][0]]++;
      counts[expected[i][1]]++;
      assertThat(new double[] {rows[i][1], rows[i][2]}).isEqualTo(counts);
    }
    options.standardize = Standardize.TRUE;
    TableEncoding scaled = Tables.fit(table, options).encoding();
    double[][] scaledRows = Tables.trainingRows(table, options);
    for (int s = 0; s < 2; s++) {
      double mean = (rows[0][1 + s] + rows[1][1 + s] + rows[2][1 + s]) / 3;
      double variance = 0;
      for (double[] row : rows) {
        variance += (row[1 + s] - mean) * (row[1 + s] - mean) / 3;
      }
      double sigma = scaled.sigmas()[1 + s];
      assertThat(sigma).isCloseTo(Math.sqrt(variance), within(1e-12));
      for (int i = 0; i < 3; i++) {
        assertThat(scaledRows[i][1 + s]).isEqualTo(sigma == 0 ? 0 : rows[i][1 + s] / sigma);
      }
    }
  }

  /** FNV-1a of 64 bits and the finaliser of MurmurHash3, from their definitions. */
  private static int slot(String text, int bits) {
    BigInteger mask = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    BigInteger h = new BigInteger("14695981039346656037");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = h.xor(BigInteger.valueOf(b & 0xff));
      h = h.multiply(new BigInteger("1099511628211")).and(mask);
    }
    h = h.xor(h.shiftRight(33));
    h = h.multiply(new BigInteger("ff51afd7ed558ccd", 16)).and(mask);
    h = h.xor(h.shiftRight(33));
    h = h.multiply(new BigInteger("c4ceb9fe1a85ec53", 16)).and(mask);
    h = h.xor(h.shiftRight(33));
    return h.mod(BigInteger.ONE.shiftLeft(bits)).intValueExact();
  }

  @Test
  void dictionariesAreInTheOrderOfCodePoints() {
    String wide = new String(Character.toChars(0x1F600));
    CsvTable table =
        Tables.csv(folder, 2, true, "y,s\n0,b\n0,\uFF5E\n0," + wide + "\n0,a\n0,B\n0,b\n");
    assertThat(names(Tables.fit(table, new Options()).encoding()).subList(0, 5))
        .containsExactly("s=B", "s=a", "s=b", "s=\uFF5E", "s=" + wide);
  }

  @Test
  void aTextAmongManyNumbersTakesASecondPass() {
    StringBuilder text = new StringBuilder("y,s\n");
    for (int i = 0; i < 1000; i++) {
      text.append("0,").append(i).append('\n');
    }
    CsvTable table = Tables.csv(folder, 4, true, text + "0,x\n0,2001-01-01\n");
    TableEncoding encoding = Tables.fit(table, new Options()).encoding();
    assertThat(encoding.width()).isEqualTo(1002 + 2);
    assertThat(encoding.name(1001)).isEqualTo("s=x");
  }

  @Test
  void tooManyTextsAreRefused() {
    StringBuilder text = new StringBuilder("y,s\n");
    for (int i = 0; i < 10_001; i++) {
      text.append("0,v").append(i).append('\n');
    }
    CsvTable table = Tables.csv(folder, 8, true, text.toString());
    Options options = new Options();
    refused(
        () -> Tables.fit(table, options),
        ExitCode.DATA,
        "column 's'",
        "more than 10000",
        "'v0'",
        "--hash-bits");
    options.hashBits = 10;
    assertThat(Tables.fit(table, options).encoding().width()).isEqualTo(1024);
    CsvTable fewer =
        Tables.csv(folder, 8, true, text.substring(0, text.lastIndexOf("0,v")).toString());
    assertThat(Tables.fit(fewer, new Options()).encoding().width()).isEqualTo(10_002);
  }

  @Test
  void listsOfColumnsDecideWhatIsAFeatureAndHow() {
    CsvTable table = Tables.csv(folder, 1, true, "a,y,b,c\n1,0,2,x\n3,0,4,z\n");
    Options options = new Options();
    options.categorical = List.of("b");
    options.numeric = List.of("a");
    assertThat(names(Tables.fit(table, options).encoding()))
        .containsExactly("a", "b=2", "b=4", "b=(empty)", "b=(unknown)");
    options.numeric = List.of("c");
    refused(
        () -> Tables.fit(table, options),
        ExitCode.DATA,
        "table.csv:2",
        "column 'c': found 'x'",
        "--categorical");
    options.numeric = List.of("d");
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--numeric", "'d'", "a, y, b, c");
    options.numeric = List.of("y");
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "'y'", "label");
    options.numeric = List.of("b");
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--numeric", "--categorical", "'b'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "inf", "-Infinity", "1e999"})
  void valuesThatAreNotFiniteAreRefused(String value) {
    CsvTable table = Tables.csv(folder, 2, true, "y,x\n0,1\n0," + value + "\n0,3\n");
    refused(
        () -> Tables.fit(table, new Options()),
        ExitCode.DATA,
        "table.csv:3",
        "column 'x': found '" + value + "'",
        "finite");
    CsvTable texts =
        Tables.csv(folder, 2, true, new String[] {"t.csv"}, "y,x\n0,one\n0," + value + "\n");
    assertThat(Tables.fit(texts, new Options()).encoding().width()).isEqualTo(4);
  }

  @Test
  void featuresBeyondFloatsAreRefusedForFloats() {
    CsvTable table = Tables.csv(folder, 1, true, "y,x\n0,1e39\n0,-1e39\n");
    Options options = new Options();
    options.standardize = Standardize.FALSE;
    assertThat(Tables.trainingRows(table, options)[0][0]).isEqualTo(1e39);
    options.storage = Storage.FLOAT;
    refused(
        () -> Tables.trainingRows(table, options),
        ExitCode.DATA,
        "table.csv:2",
        "--storage double");
  }

  @Test
  void denseTablesAreDense() {
    CsvTable table = Tables.csv(folder, 1, true, "y,a,b\n0,1,2\n0,3,5\n0,7,1\n");
    BlockPass pass = Tables.training(table, Tables.fit(table, new Options()), new Options());
    assertThat(Tables.shards(table, pass).get(0).block().rows()).isInstanceOf(DenseRows.class);
  }

  @Test
  void weightsMustBeFiniteAndNotNegative() {
    for (String weight : new String[] {"-1", "", "x", "nan", "inf"}) {
      CsvTable table = Tables.csv(folder, 1, true, "y,x,c\n0,1,1\n0,2," + weight + "\n");
      Options options = new Options();
      options.weight = "c";
      refused(() -> Tables.fit(table, options), ExitCode.DATA, "table.csv:3", "column 'c'", ">= 0");
    }
    CsvTable table = Tables.csv(folder, 1, true, "y,x,c\n0,1,0\n0,2,0\n");
    Options options = new Options();
    options.weight = "c";
    refused(() -> Tables.fit(table, options), ExitCode.DATA, "sum to 0");
  }

  @Test
  void aSavedEncodingIsTheSame() throws Exception {
    CsvTable table =
        Tables.csv(
            folder, 1, true, "y,x,s,d,t\n0,0.1,ä,2024-01-01,q\n1,3,b,2024-01-01 10:00,q\n0,,,,r\n");
    for (Standardize standardize : Standardize.values()) {
      for (int bits : new int[] {0, 3}) {
        Options options = new Options();
        options.standardize = standardize;
        options.hashBits = bits;
        TableEncoding encoding = Tables.fit(table, options).encoding();
        ObjectMapper mapper = new ObjectMapper();
        JsonNode json = mapper.readTree(mapper.writeValueAsBytes(encoding.toJson()));
        TableEncoding read = TableEncoding.fromJson(json);
        assertThat(read.toJson()).isEqualTo(encoding.toJson());
        assertThat(names(read)).isEqualTo(names(encoding));
        assertThat(read.means()).isEqualTo(encoding.means());
        assertThat(read.sigmas()).isEqualTo(encoding.sigmas());
        double[][] rows =
            Tables.rows(
                Tables.shards(table, BlockPass.forScoring(encoding, table.columns())),
                encoding.width());
        double[][] again =
            Tables.rows(
                Tables.shards(table, BlockPass.forScoring(read, table.columns())), read.width());
        assertThat(again).isDeepEqualTo(rows);
      }
    }
  }

  @Test
  void aDamagedEncodingIsRefused() {
    CsvTable table = Tables.csv(folder, 1, true, "y,x,s\n0,0.1,a\n1,3,b\n");
    ObjectNode good = Tables.fit(table, new Options()).encoding().toJson();
    assertThat(TableEncoding.fromJson(good).width()).isEqualTo(5);
    List<Consumer<ObjectNode>> damages =
        List.of(
            n -> n.put("version", 2),
            n -> n.remove("version"),
            n -> n.put("hashBits", "3"),
            n -> n.put("hashBits", 60),
            n -> n.put("columns", 3),
            n -> ((ObjectNode) n.path("columns").get(0)).put("kind", "java.lang.Object"),
            n -> ((ObjectNode) n.path("columns").get(0)).put("mean", "1"),
            n -> ((ObjectNode) n.path("columns").get(0)).put("sigma", -1.0),
            n -> ((ObjectNode) n.path("columns").get(0)).put("sigma", Double.NaN),
            n -> ((ObjectNode) n.path("columns").get(0)).put("missing", "median"),
            n -> ((ObjectNode) n.path("columns").get(0)).put("centred", 1),
            n -> ((ObjectNode) n.path("columns").get(0)).put("name", "s"),
            n -> ((ObjectNode) n.path("columns").get(0)).put("kind", "hashed"),
            n -> ((ArrayNode) n.path("columns").get(1).path("values")).add("a"),
            n -> ((ArrayNode) n.path("columns").get(1).path("values")).add(7),
            n -> ((ObjectNode) n.path("columns").get(1)).putArray("sigmas").add(1));
    for (int i = 0; i < damages.size(); i++) {
      ObjectNode bad = good.deepCopy();
      damages.get(i).accept(bad);
      assertThatThrownBy(() -> TableEncoding.fromJson(bad))
          .as("damage %d", i)
          .asInstanceOf(InstanceOfAssertFactories.type(UserException.class))
          .returns(ExitCode.DATA, UserException::code);
    }
  }

  @Test
  void binaryLabels() {
    assertThat(labels(LabelDomain.BINARY, "0", "1", "1.0")).containsExactly(0, 1, 1);
    assertThat(labels(LabelDomain.BINARY, "-1", "1", "+1")).containsExactly(0, 1, 1);
    assertThat(labels(LabelDomain.BINARY, "true", "FALSE")).containsExactly(1, 0);
    assertThat(labels(LabelDomain.BINARY, "1", "1")).containsExactly(1, 1);
    for (String other : new String[] {"2", "0.5", "-1", "yes"}) {
      refused(
          () -> labels(LabelDomain.BINARY, "0", "1", other),
          ExitCode.DATA,
          "'y'",
          "'0'",
          "'" + other + "'",
          "0 and 1, or -1 and +1",
          "--positive");
    }
  }

  @Test
  void classesAscend() {
    assertThat(labels(LabelDomain.CLASSES, "10", "9", "9.0", "-1")).containsExactly(2, 1, 1, 0);
    assertThat(labels(LabelDomain.CLASSES, "b", "10", "9", "b")).containsExactly(2, 0, 1, 2);
    assertThat(labels(LabelDomain.REAL, "1.5", "-2e3")).containsExactly(1.5, -2000);
  }

  @Test
  void quantitiesKeepToTheirDomain() {
    assertThat(labels(LabelDomain.NON_NEGATIVE, "0", "2.5")).containsExactly(0, 2.5);
    assertThat(labels(LabelDomain.POSITIVE, "1e-9", "2.5")).containsExactly(1e-9, 2.5);
    refused(
        () -> labels(LabelDomain.NON_NEGATIVE, "1", "-1"),
        ExitCode.DATA,
        "table.csv:3",
        "column 'y'",
        "'-1'",
        "numbers of at least 0");
    refused(
        () -> labels(LabelDomain.POSITIVE, "1", "0"),
        ExitCode.DATA,
        "table.csv:3",
        "'0'",
        "numbers above 0");
  }

  @Test
  void everyRowNeedsALabel() {
    for (LabelDomain domain : LabelDomain.values()) {
      refused(() -> labels(domain, "1", " "), ExitCode.DATA, "table.csv:3", "column 'y'", "label");
    }
    refused(() -> labels(LabelDomain.REAL, "1", "x"), ExitCode.DATA, "table.csv:3", "found 'x'");
    refused(() -> labels(LabelDomain.REAL, "1", "nan"), ExitCode.DATA, "table.csv:3", "'nan'");
    Options options = new Options();
    options.label = "z";
    CsvTable table = Tables.csv(folder, 1, true, "y,x\n0,1\n");
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--label", "'z'", "y, x");
    options.label = null;
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--label", "--positive");
  }

  private double[] labels(LabelDomain domain, String... labels) {
    StringBuilder text = new StringBuilder("y,x\n");
    for (int i = 0; i < labels.length; i++) {
      text.append(labels[i]).append(',').append(i).append('\n');
    }
    Options options = new Options();
    options.labels = domain;
    double[][] rows = Tables.trainingRows(Tables.csv(folder, 2, true, text.toString()), options);
    return Arrays.stream(rows).mapToDouble(row -> row[1]).toArray();
  }

  @Test
  void aConditionIsTheLabelAndItsColumnNoFeature() {
    CsvTable table = Tables.csv(folder, 1, true, "delay,y,x\n20,a,1\n15,b,2\n,c,3\n-3,d,4\n");
    Options options = new Options();
    options.labels = LabelDomain.BINARY;
    options.positive = "delay > 15";
    double[][] rows = Tables.trainingRows(table, options);
    assertThat(rows[0]).hasSize(1 + 2);
    assertThat(Arrays.stream(rows).mapToDouble(row -> row[1]).toArray())
        .containsExactly(1, 0, 0, 0);
    options.label = null;
    assertThat(Tables.fit(table, options).encoding().columns()).isEqualTo(2);
    options.positive = "dely > 15";
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--positive", "'dely'", "'delay'");
    options.positive = "delay > x + 3";
    refused(() -> Tables.fit(table, options), ExitCode.USAGE, "--positive", "delay > 15");
  }

  @Test
  void savedLabelsReadOtherTables() {
    CsvTable table = Tables.csv(folder, 1, true, "y,x\ncat,1\ndog,2\n");
    Options options = new Options();
    options.labels = LabelDomain.CLASSES;
    TableFit fit = Tables.fit(table, options);
    TableLabels read = TableLabels.fromJson(fit.labels().toJson());
    assertThat(read.classes()).isEqualTo(2);
    assertThat(read.className(1)).isEqualTo("dog");
    CsvTable other = Tables.csv(folder, 1, true, new String[] {"o.csv"}, "x,y\n1,dog\n2,cow\n");
    BlockPass pass = BlockPass.forEvaluation(fit.encoding(), read, other.columns(), null);
    refused(
        () -> Tables.shards(other, pass), ExitCode.DATA, "o.csv:3", "found 'cow'", "'cat', 'dog'");
    CsvTable without = Tables.csv(folder, 1, true, new String[] {"w.csv"}, "x\n1\n");
    refused(
        () -> BlockPass.forEvaluation(fit.encoding(), read, without.columns(), null),
        ExitCode.DATA,
        "'y'");
    for (String domain : new String[] {"binary", "real", "other"}) {
      ObjectNode bad = fit.labels().toJson().put("domain", domain);
      refused(() -> TableLabels.fromJson(bad), ExitCode.DATA, "damaged");
    }
  }

  @Test
  void resultsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      String text = "y,x,s\n0,1234.5,I\n1,2.25,i\n";
      Options options = new Options();
      CsvTable table = Tables.csv(folder, 1, true, text);
      ObjectNode expected = Tables.fit(table, options).encoding().toJson();
      for (String tag : new String[] {"tr", "de", "ar-EG"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Tables.fit(table, options).encoding().toJson()).as(tag).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
