package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.descent.files.InputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.reflect.ClassTag$;

class ReportsTest {
  @TempDir Path folder;

  private static long crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return crc.getValue();
  }

  @Test
  void checksumsOfPiecesAreThoseOfTheWhole() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Checksums sum = Checksums.none();
      byte[][] files = new byte[3][];
      for (int f = 0; f < 3; f++) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 4 : 5000)];
        random.nextBytes(bytes);
        files[f] = bytes;
        int at = 0;
        while (at < bytes.length) {
          int to = Math.min(bytes.length, at + 1 + random.nextInt(2000));
          int middle = at + random.nextInt(to - at + 1);
          Checksums left = Checksums.of(f, middle - at, crc(bytes, at, middle));
          Checksums right = Checksums.of(f, to - middle, crc(bytes, middle, to));
          sum = sum.merge(left.merge(right));
          at = to;
        }
      }
      for (int f = 0; f < 3; f++) {
        assertThat(sum.crc(f)).as("seed %d", seed).isEqualTo(crc(files[f], 0, files[f].length));
        assertThat(sum.length(f)).isEqualTo(files[f].length);
      }
    }
  }

  @Test
  void checksumsOfFilesThatAreReadSideBySide() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[][] files = new byte[4][];
      List<Checksums> runs = new ArrayList<>();
      int[] at = new int[files.length];
      for (int f = 0; f < files.length; f++) {
        files[f] = new byte[1 + random.nextInt(3000)];
        random.nextBytes(files[f]);
      }
      while (IntStream.range(0, files.length).anyMatch(f -> at[f] < files[f].length)) {
        Checksums run = Checksums.none();
        for (int f = files.length - 1; f >= 0; f--) {
          int to = Math.min(files[f].length, at[f] + random.nextInt(1000));
          if (to > at[f]) {
            run = run.merge(Checksums.of(f, to - at[f], crc(files[f], at[f], to)));
          }
          at[f] = to;
        }
        runs.add(run);
      }
      while (runs.size() > 1) {
        int left = random.nextInt(runs.size() - 1);
        runs.set(left, runs.get(left).merge(runs.remove(left + 1)));
      }
      for (int f = 0; f < files.length; f++) {
        assertThat(runs.get(0).crc(f))
            .as("seed %d", seed)
            .isEqualTo(crc(files[f], 0, files[f].length));
        assertThat(runs.get(0).length(f)).isEqualTo(files[f].length);
      }
    }
  }

  @Test
  void theCensusKeepsTheSmallestNumbers() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      LabelCensus[] parts = {LabelCensus.keeping(5), LabelCensus.keeping(5)};
      TreeSet<Double> all = new TreeSet<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        double label = random.nextInt(12) - 4;
        parts[random.nextInt(2)].add(label);
        all.add(label);
      }
      LabelCensus sum = parts[0].merge(parts[1]);
      assertThat(sum.numbers())
          .as("seed %d", seed)
          .containsExactly(all.stream().limit(5).mapToDouble(x -> x).toArray());
      assertThat(sum.more()).as("seed %d", seed).isEqualTo(all.size() > 5);
      assertThat(sum.min()).isEqualTo(all.first());
      assertThat(sum.max()).isEqualTo(all.last());
      assertThat(sum.allFinite()).isTrue();
      assertThat(sum.isText()).isFalse();
    }
  }

  @Test
  void theCensusOrdersTextsByCodePoint() {
    // U+1F600 is above U+FF5E, though its first UTF-16 unit is below.
    LabelCensus a = LabelCensus.keeping(4);
    a.add("b");
    a.add("\uD83D\uDE00");
    a.add("b");
    LabelCensus b = LabelCensus.keeping(4);
    b.add("\uFF5E");
    b.add("ab");
    b.add("a");
    LabelCensus sum = a.merge(b);
    assertThat(sum.texts()).containsExactly("a", "ab", "b", "\uFF5E");
    assertThat(sum.more()).isTrue();
    assertThat(sum.numbers()).isEmpty();
    assertThat(sum.show(2)).isEqualTo("\"a\", \"ab\", …");
  }

  @Test
  void theCensusTreatsZerosAlikeAndRemembersWhatIsNotFinite() {
    LabelCensus census = LabelCensus.keeping(4);
    assertThat(census.isEmpty()).isTrue();
    census.add(-0.0);
    census.add(0.0);
    assertThat(census.numbers()).containsExactly(0.0);
    assertThat(census.allFinite()).isTrue();
    census.add(Double.NaN);
    assertThat(census.allFinite()).isFalse();
    assertThat(census.numbers()).containsExactly(0.0);
  }

  @Test
  void momentsAreThoseOfTwoPassesOverAllRows() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int n = 2 + random.nextInt(60);
      double[][] x = new double[n][4];
      double[] c = new double[n];
      Moments sum = Moments.empty();
      Moments part = Moments.empty();
      for (int i = 0; i < n; i++) {
        c[i] = random.nextInt(5) == 0 ? 0 : random.nextInt(3) == 0 ? 1 : random.nextDouble();
        part.addRow(c[i]);
        for (int j = 0; j < 4; j++) {
          if (j == 3 || random.nextInt(3) > 0) {
            x[i][j] = j == 3 ? 0.1 : j * 1e6 + random.nextGaussian();
            part.add(j, x[i][j], c[i]);
          }
        }
        if (random.nextInt(4) == 0) {
          sum = sum.merge(part);
          part = Moments.empty();
        }
      }
      sum = sum.merge(part);
      double weight = 0;
      for (double w : c) {
        weight += w;
      }
      if (!(weight > 0)) {
        continue;
      }
      for (int j = 0; j < 4; j++) {
        double mean = 0;
        for (int i = 0; i < n; i++) {
          mean += c[i] * x[i][j] / weight;
        }
        double variance = 0;
        for (int i = 0; i < n; i++) {
          variance += c[i] * (x[i][j] - mean) * (x[i][j] - mean) / weight;
        }
        double scale = Math.max(1, Math.abs(mean));
        assertThat(sum.mean(j)).as("seed %d", seed).isCloseTo(mean, within(1e-12 * scale));
        assertThat(sum.sigma(j))
            .as("seed %d feature %d", seed, j)
            .isCloseTo(Math.sqrt(variance), within(1e-9 * scale));
      }
      assertThat(sum.sigma(3)).as("constant, seed %d", seed).isZero();
      assertThat(sum.mean(3)).as("constant, seed %d", seed).isEqualTo(0.1);
      assertThat(sum.sigma(9)).isZero();
    }
  }

  @Test
  void momentsOfLargeValuesWithSmallSpreadKeepTheirDigits() {
    Moments moments = Moments.empty();
    for (int i = 0; i < 1000; i++) {
      moments.addRow(1);
      moments.add(0, 1e9 + i % 2, 1);
    }
    assertThat(moments.sigma(0)).isCloseTo(0.5, within(1e-9));
    assertThat(moments.presentSigma(0)).isEqualTo(moments.sigma(0));
    assertThat(moments.presentWeight(0)).isEqualTo(1000);
  }

  @Test
  void momentsOfPresentEntriesLeaveTheZerosOut() {
    Moments moments = Moments.empty();
    for (int i = 0; i < 4; i++) {
      moments.addRow(1);
    }
    moments.add(2, 3, 1);
    moments.add(2, 5, 1);
    assertThat(moments.presentMean(2)).isEqualTo(4);
    assertThat(moments.presentSigma(2)).isEqualTo(1);
    assertThat(moments.mean(2)).isEqualTo(2);
    assertThat(moments.sigma(2)).isCloseTo(Math.sqrt(4.5), within(1e-15));
    assertThat(moments.features()).isEqualTo(3);
  }

  @Test
  void theLeftFaultWinsAndCountsAdd() {
    Fault a = Fault.inRow("t", 1, "left");
    Fault b = Fault.inRow("t", 5, "right");
    LabelCensus none = LabelCensus.keeping(1);
    LoadReport clean = LoadReport.of(3, 4, none, new long[] {1, 2}, Checksums.of(0, 1, 0), null);
    assertThat(LoadReport.of(a).merge(LoadReport.of(b)).fault()).isSameAs(a);
    LoadReport sum = clean.merge(LoadReport.of(b));
    assertThat(sum.fault()).isSameAs(b);
    assertThat(sum.rows()).isEqualTo(3);
    assertThat(sum.highestColumn()).isEqualTo(4);
    LoadReport more = LoadReport.of(2, 1, none, new long[] {5}, Checksums.none(), null);
    assertThat(more.merge(clean).missing()).containsExactly(6, 2);
    assertThat(a.toException(new TestFiles())).hasMessage("t: row 2: left");
  }

  @Test
  void aFaultCountsLinesInCompressedFilesToo() {
    byte[][] text = {"a\nb\r\n\nd\ne".getBytes(UTF_8)};
    for (String name : List.of("x", "x.gz")) {
      InputFile file = TestFiles.write(folder, new String[] {name}, text).get(0);
      int[] lines = {1, 1, 2, 2, 2, 3, 4, 4, 5};
      for (int offset = 0; offset < lines.length; offset++) {
        assertThat(Fault.inLine(file.path(), offset, "what").toException(new TestFiles()))
            .hasMessage(file.path() + ":" + lines[offset] + ": what");
      }
    }
    assertThat(Fault.inLine(folder.resolve("gone").toString(), 7, "w").toException(new TestFiles()))
        .hasMessageEndingWith("gone:byte 7: w");
  }

  @ParameterizedTest
  @CsvSource({
    "a9a, LIBSVM",
    "a.txt, LIBSVM",
    "csv, LIBSVM",
    "a.CSV, CSV",
    "a.csv.gz, CSV",
    "a.csv.bz2, CSV",
    "x/a.parquet, PARQUET",
    "a.orc, ORC",
    "a.json, JSON",
    "a.jsonl.gz, JSON",
    "train-images-idx3-ubyte.gz, IDX",
    "t10k-labels.idx1-ubyte, IDX",
    "a.idx, IDX",
    "x.csv/part-0, LIBSVM",
    "a.libsvm.gz, LIBSVM"
  })
  void theFormatOfAName(String name, DataFormat format) {
    assertThat(DataFormat.ofName(name)).isEqualTo(format);
  }

  @Test
  void theReportsTravelUnderBothSerializers() {
    LabelCensus labels = LabelCensus.keeping(3);
    labels.add("x");
    Moments moments = Moments.empty();
    moments.addRow(1);
    moments.add(3, 2.5, 1);
    Survey survey =
        Survey.of(
            LoadReport.of(
                7, 8, labels, new long[] {1}, Checksums.of(2, 5, 9), Fault.inFile("p", "m")),
            moments);
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ByteBuffer bytes = kryo.serialize(survey, ClassTag$.MODULE$.apply(Survey.class));
    Survey first = kryo.deserialize(bytes, ClassTag$.MODULE$.apply(Survey.class));
    for (Survey copy : List.of(first, javaCopy(survey))) {
      assertThat(copy.moments().mean(3)).isEqualTo(2.5);
      assertThat(copy.report().rows()).isEqualTo(7);
      assertThat(copy.report().labels().texts()).containsExactly("x");
      assertThat(copy.report().missing()).containsExactly(1);
      assertThat(copy.report().checksums().crc(2)).isEqualTo(9);
      assertThat(copy.report().fault().toException(new TestFiles())).hasMessage("p: m");
    }
  }

  /** What arrives at the other side under Java serialisation. */
  @SuppressWarnings("unchecked")
  static <T extends Serializable> T javaCopy(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
      out.flush();
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
