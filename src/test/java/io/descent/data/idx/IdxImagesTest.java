package io.descent.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.descent.data.LabelNames;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.linalg.Block;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Storage;
import io.descent.reduce.Mergeable;
import io.descent.sample.Shards;
import io.descent.train.LocalEngine;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxImagesTest {
  private static final FileStore STORE = FileStores.local();

  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    boolean zipped = name.endsWith(".gz");
    return Files.write(folder.resolve(name), zipped ? IdxBytes.gzip(bytes) : bytes);
  }

  private IdxImages open(String paths, int shards, boolean labelled) {
    String all =
        String.join(
            ",",
            Arrays.stream(paths.split(","))
                .map(p -> folder.resolve(p.equals(".") ? "" : p).toString())
                .toList());
    return IdxImages.open(STORE, STORE.findAll(all), shards, labelled);
  }

  private static ShardReader<ParsedShard<LoadReport>> doubles(IdxImages images) {
    return images.blocks(Storage.DOUBLE, LabelRule.real(), null);
  }

  /** Labels and values of all rows, row by row. */
  private static List<double[]> rows(ShardReader<ParsedShard<LoadReport>> reader, int shards) {
    List<double[]> rows = new ArrayList<>();
    Iterator<ParsedShard<LoadReport>> read = reader.read(0, shards);
    for (int s = 0; s < shards; s++) {
      ParsedShard<LoadReport> parsed = read.next();
      assertThat(parsed.report().fault()).isNull();
      rows.addAll(rows(parsed.block()));
    }
    assertThat(read.hasNext()).isFalse();
    return rows;
  }

  private static List<double[]> rows(Block block) {
    assertThat(block.rows()).isInstanceOf(DenseRows.class);
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < block.count(); row++) {
      double[] all = new double[1 + block.rows().width()];
      all[0] = block.hasLabels() ? block.label(row) : Double.NaN;
      block.rows().forEach(row, (column, value) -> all[1 + column] = value);
      rows.add(all);
    }
    return rows;
  }

  private static LoadReport load(ShardReader<ParsedShard<LoadReport>> reader, int shards) {
    try (LocalEngine engine = LocalEngine.of(2)) {
      return engine.load(shards, reader).report();
    }
  }

  private static <T extends Mergeable<T>> T sum(ShardReader<T> reader, int shards) {
    try (LocalEngine engine = LocalEngine.of(2)) {
      return engine.sum(shards, reader);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0 1 127 128 255",
    "9, 0 1 127 -128 -1",
    "11, 0 1 -2 32767 -32768",
    "12, 0 1 -2 2147483647 -2147483648",
    "13, 0 0.5 -1.5 3.25e20 -1e-3",
    "14, 0 0.1 -1.5 1e300 -1e-300"
  })
  void everyType(int type, String text) throws IOException {
    double[] values = Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    double[] expected = type == 13 ? Arrays.stream(values).map(v -> (float) v).toArray() : values;
    write("a-images-idx2-x", IdxBytes.of(type, new int[] {1, 5}, values));
    write("a-labels-idx1-x", IdxBytes.of(type, new int[] {1}, values[2]));
    IdxImages images = open("a-images-idx2-x", 1, true);
    assertThat(images.width()).isEqualTo(5);
    double[] row = rows(doubles(images), 1).get(0);
    assertThat(row[0]).isEqualTo(expected[2]);
    assertThat(Arrays.copyOfRange(row, 1, 6)).isEqualTo(expected);
  }

  /** Pixels and classes of three files, written with and without compression. */
  private List<double[]> three(boolean zipped) throws IOException {
    List<double[]> rows = new ArrayList<>();
    int[] counts = {7, 1, 12};
    for (int f = 0; f < counts.length; f++) {
      double[] pixels = IdxBytes.pixels(counts[f], new Random(f));
      double[] classes = IdxBytes.classes(pixels);
      write(f + "-images-idx3-ubyte" + (zipped ? ".gz" : ""), IdxBytes.images(pixels));
      write(f + "-labels-idx1-ubyte" + (zipped ? ".gz" : ""), IdxBytes.labels(classes));
      for (int row = 0; row < counts[f]; row++) {
        double[] all = new double[13];
        all[0] = classes[row];
        System.arraycopy(pixels, 12 * row, all, 1, 12);
        rows.add(all);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shardsAreRunsOfRows(boolean zipped) throws IOException {
    List<double[]> expected = three(zipped);
    for (int shards : new int[] {1, 2, 3, 8, 20, 33}) {
      IdxImages images = open(".", shards, true);
      assertThat(rows(doubles(images), shards).toArray(double[][]::new))
          .as("%d shards", shards)
          .isDeepEqualTo(expected.toArray(double[][]::new));
      Shards counts = images.rows();
      for (int s = 0; s < shards; s++) {
        assertThat(counts.rowsBefore(s)).isEqualTo(20L * s / shards);
        // Alone, as a task on another machine would read it.
        Block alone = doubles(images).read(s, s + 1).next().block();
        assertThat(alone.shard()).isEqualTo(s);
        assertThat(rows(alone).toArray(double[][]::new))
            .isDeepEqualTo(
                expected.subList(20 * s / shards, 20 * (s + 1) / shards).toArray(double[][]::new));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checksumsOfImagesAndLabels(boolean zipped) throws IOException {
    three(zipped);
    List<byte[]> contents = new ArrayList<>();
    for (int f = 0; f < 3; f++) {
      double[] pixels = IdxBytes.pixels(new int[] {7, 1, 12}[f], new Random(f));
      contents.add(IdxBytes.images(pixels));
      contents.add(IdxBytes.labels(IdxBytes.classes(pixels)));
    }
    IdxImages images = open(".", 9, true);
    LoadReport report = load(doubles(images), 9);
    assertThat(report.rows()).isEqualTo(20);
    assertThat(report.highestColumn()).isEqualTo(11);
    assertThat(report.labels().numbers()).containsExactly(0, 1, 2);
    assertThat(images.files()).hasSize(6);
    for (int f = 0; f < 6; f++) {
      CRC32C crc = new CRC32C();
      crc.update(contents.get(f));
      assertThat(report.checksums().length(f)).as("file %d", f).isEqualTo(contents.get(f).length);
      assertThat(report.checksums().crc(f)).as("file %d", f).isEqualTo(crc.getValue());
      assertThat(images.files().get(f).path()).contains(f % 2 == 0 ? "images" : "labels");
    }
  }

  /** More values than are passed on, and more bytes than are read, at a time. */
  @ParameterizedTest
  @ValueSource(strings = {"w-images-idx3-ubyte", "w-images-idx3-ubyte.gz"})
  void wideRows(String name) throws IOException {
    int width = 300 * 301;
    double[] values = new Random(3).ints(4L * width, -900, 900).asDoubleStream().toArray();
    write(name, IdxBytes.of(0x0B, new int[] {4, 300, 301}, values));
    IdxImages images = open(name, 3, false);
    List<double[]> rows = rows(images.blocks(Storage.FLOAT, LabelRule.real(), null), 3);
    for (int row = 0; row < 4; row++) {
      assertThat(Arrays.copyOfRange(rows.get(row), 1, width + 1))
          .isEqualTo(Arrays.copyOfRange(values, row * width, (row + 1) * width));
    }
  }

  @Test
  void scaledAsAskedFor() throws IOException {
    write("a-images-idx2-ubyte", IdxBytes.of(8, new int[] {2, 2}, 3, 4, 5, 6));
    IdxImages images = open("a-images-idx2-ubyte", 1, false);
    List<double[]> rows =
        rows(images.blocks(Storage.FLOAT, LabelRule.real(), new double[] {0.1, 0}), 1);
    assertThat(rows.get(0)).containsExactly(Double.NaN, (float) (3 * 0.1), 0);
    assertThat(rows.get(1)).containsExactly(Double.NaN, (float) (5 * 0.1), 0);
  }

  @Test
  void theSurveyCountsLabelsAndTakesMoments() throws IOException {
    write(
        "a-images-idx2-ubyte",
        IdxBytes.of(8, new int[] {4, 3}, 0, 2, 5, 0, 2, 0, 6, 2, 5, 6, 2, 0));
    write("a-labels-idx1-ubyte", IdxBytes.labels(4, 9, 4, 200));
    IdxImages images = open("a-images-idx2-ubyte", 2, true);
    Survey survey = sum(images.survey(true, false), 2);
    assertThat(survey.report().labels().numbers()).containsExactly(4, 9, 200);
    assertThat(survey.report().rows()).isEqualTo(4);
    assertThat(survey.report().highestColumn()).isEqualTo(2);
    assertThat(survey.moments().weight()).isEqualTo(4);
    assertThat(survey.moments().mean(0)).isEqualTo(3);
    assertThat(survey.moments().sigma(0)).isEqualTo(3);
    assertThat(survey.moments().sigma(1)).isZero();
    assertThat(survey.moments().sigma(2)).isEqualTo(2.5);
    Survey labels = sum(images.survey(false, true), 2);
    assertThat(labels.report().labels().texts()).containsExactly("200", "4", "9");
    assertThat(labels.moments().features()).isZero();
  }

  @Test
  void labelsBecomeWhatTheRuleMakesOfThem() throws IOException {
    write("a-images-idx2-ubyte", IdxBytes.of(8, new int[] {3, 1}, 1, 2, 3));
    write("a-labels-idx1-ubyte", IdxBytes.labels(7, 5, 7));
    IdxImages images = open("a-images-idx2-ubyte", 1, true);
    List<double[]> classes =
        rows(images.blocks(Storage.FLOAT, LabelRule.classes(new double[] {5, 7}), null), 1);
    assertThat(classes.stream().mapToDouble(row -> row[0]).toArray()).containsExactly(1, 0, 1);
    LoadReport unknown =
        load(images.blocks(Storage.FLOAT, LabelRule.classes(new double[] {6, 7}), null), 1);
    assertThat(unknown.fault().toException(STORE))
        .hasMessageStartingWith(folder.resolve("a-labels-idx1-ubyte") + ": row 2: label 5 was not");
    LabelRule sets = LabelRule.sets(LabelNames.of("7", "5"));
    Block block = images.blocks(Storage.FLOAT, sets, null).read(0, 1).next().block();
    assertThat(block.labelSets().labels(0)).containsExactly(1);
    assertThat(block.labelSets().labels(1)).containsExactly(0);
    LabelRule other = LabelRule.sets(LabelNames.of("7", "cat"));
    assertThat(load(images.blocks(Storage.FLOAT, other, null), 1).fault().message())
        .contains("label 5 was not in the training data, which have 7, cat");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte",
    "train-images-idx3-ubyte, train-labels-idx1-ubyte.gz",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte",
    "train-images.idx3-ubyte.gz, train-labels-idx1-ubyte",
    "t-images-idx3-ubyte, t-labels.idx1-ubyte.gz",
    "a-images-b-images-idx3-ubyte, a-images-b-labels-idx1-ubyte",
    "images.idx, labels.idx"
  })
  void labelsAreFoundByTheirUsualName(String images, String labels) throws IOException {
    write(images, IdxBytes.images(new double[12]));
    write(labels, IdxBytes.labels(9));
    assertThat(rows(doubles(open(images, 1, true)), 1).get(0)[0]).isEqualTo(9);
    // Beside their images they are not data, named by a folder or by themselves.
    assertThat(open(".", 1, true).rows().rows()).isEqualTo(1);
    assertThat(open(labels + "," + images, 1, true).rows().rows()).isEqualTo(1);
  }

  @Test
  void labelsAreNotNeededWhereNobodyAsks() throws IOException {
    three(false);
    Files.delete(folder.resolve("1-labels-idx1-ubyte"));
    List<double[]> rows = rows(doubles(open(".", 1, false)), 1);
    assertThat(rows.get(7)[0]).isNaN();
    assertThat(rows.get(6)[0]).isBetween(0.0, 2.0);
    assertThat(rows(doubles(open("1-images-idx3-ubyte", 1, false)), 1).get(0)[0]).isNaN();
    UserException e = catchThrowableOfType(UserException.class, () -> open(".", 1, true));
    assertThat(e.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(e)
        .hasMessageContainingAll(
            folder.resolve("1-images-idx3-ubyte") + ": there is no file of labels",
            folder.resolve("1-labels-idx1-ubyte") + ", ",
            "1-labels-idx1-ubyte.gz",
            "1-labels.idx1-ubyte");
  }

  /** A file that is not what it should be, by its content in hexadecimal digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | not in idx format | found nothing | --format
          00 00 08 | not in idx format | found 00 00 08 | --format
          50 4b 03 04 | not in idx format | found 50 4b 03 04 | --format
          1f 8b 08 00 | not in idx format | it is compressed | .gz
          00 00 07 01 00000001 | byte 3 is 0x07 | 0x08 unsigned byte, 0x09 | 0x0e double
          00 00 08 00 | 0 dimensions | at least one row | one number
          00 00 08 02 00000001 0000 | ends in its header | after 10 bytes of 12 | copy it again
          00 00 08 02 00000000 00000002 | says 0 × 2 of type unsigned byte | one row | needed
          00 00 08 02 00000001 00000000 | says 1 × 0 of type | one row | one number
          00 00 08 02 00000001 ffffffff | says 1 × 4294967295 | at most | 2147483639 numbers
          00 00 0e 04 ffffffff ffffffff ffffffff ffffffff | 4294967295 × | at most | numbers
          00 00 08 01 00000002 0101 | has one dimension | (2 of type unsigned byte) | images have
          00 00 08 02 00000002 00000002 010203 | has 15 bytes | says 2 × 2 of type | are 16;
          00 00 08 02 00000002 00000002 0102030405 | has 17 bytes | says 2 × 2 | which are 16;
          00 00 0b 02 00000001 00000002 010203 | has 15 bytes | type short | which are 16;
          """)
  void headersThatAreWrong(String digits, String what, String found, String advice)
      throws IOException {
    String hex = digits.replace(" ", "");
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    Path file = write("a-images-idx3-ubyte", bytes);
    UserException e =
        catchThrowableOfType(UserException.class, () -> open("a-images-idx3-ubyte", 1, false));
    assertThat(e).hasMessageStartingWith(file + ": ").hasMessageContainingAll(what, found, advice);
    assertThat(e.code()).isEqualTo(ExitCode.DATA);
  }

  @ParameterizedTest
  @ValueSource(ints = {-25, -24, -1, 1, 200_000})
  void compressedFilesOfAnotherLength(int more) throws IOException {
    byte[] images = IdxBytes.of(8, new int[] {36, 1}, new double[36]);
    byte[] labels = IdxBytes.labels(new double[36]);
    for (boolean ofImages : new boolean[] {true, false}) {
      byte[] whole = ofImages ? images : labels;
      byte[] wrong = Arrays.copyOf(whole, whole.length + more);
      write("a-images-idx3-ubyte.gz", ofImages ? wrong : images);
      write("a-labels-idx1-ubyte.gz", ofImages ? labels : wrong);
      for (int shards : new int[] {1, 2, 5}) {
        LoadReport report = load(doubles(open(".", shards, true)), shards);
        assertThat(report.fault()).as("%s, %d shards", ofImages, shards).isNotNull();
        assertThat(report.fault().toException(STORE))
            .hasMessageStartingWith(folder.resolve(ofImages ? "a-images" : "a-labels").toString())
            .hasMessageContaining("inflates to " + wrong.length + " bytes")
            .hasMessageContaining("which are " + whole.length + ";");
      }
    }
  }

  @Test
  void compressedFilesThatAreDamaged() throws IOException {
    byte[] zipped = IdxBytes.gzip(IdxBytes.images(IdxBytes.pixels(500, new Random(1))));
    Path file = folder.resolve("a-images-idx3-ubyte.gz");
    Files.write(file, Arrays.copyOf(zipped, zipped.length - 3));
    assertThat(load(doubles(open(".", 3, false)), 3).fault().toException(STORE))
        .hasMessageStartingWith(file + ": the compressed file ends in the middle");
    zipped[zipped.length - 6]++;
    Files.write(file, zipped);
    assertThat(load(doubles(open(".", 3, false)), 3).fault().toException(STORE))
        .hasMessageStartingWith(file + ": the compressed file is damaged");
    Files.write(file, Arrays.copyOf(zipped, 12));
    assertThatThrownBy(() -> open(".", 3, false))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ": the compressed file ends in the middle");
  }

  @Test
  void filesThatDoNotGoTogether() throws IOException {
    write("a-images-idx3-ubyte", IdxBytes.images(new double[24]));
    write("a-labels-idx1-ubyte", IdxBytes.labels(1, 2, 3));
    assertThatThrownBy(() -> open("a-images-idx3-ubyte", 1, false))
        .hasMessageStartingWith(folder.resolve("a-labels-idx1-ubyte") + ": has 3 labels, but ")
        .hasMessageContaining("a-images-idx3-ubyte has 2 rows");
    write("a-labels-idx1-ubyte", IdxBytes.of(8, new int[] {2, 1}, 1, 2));
    assertThatThrownBy(() -> open("a-images-idx3-ubyte", 1, true))
        .hasMessageContaining("is 2 × 1 of type unsigned byte; labels have one dimension");
    write("a-labels-idx1-ubyte", IdxBytes.labels(1, 2));
    write("b-images-idx3-ubyte", IdxBytes.of(8, new int[] {1, 5}, new double[5]));
    assertThatThrownBy(() -> open(".", 1, false))
        .hasMessageContaining("b-images-idx3-ubyte: has 5 numbers a row (1 × 5 of type")
        .hasMessageContaining("a-images-idx3-ubyte has 12 (2 × 3 × 4 of type");
    assertThatThrownBy(() -> open("a-labels-idx1-ubyte", 1, false))
        .hasMessageContaining("a-labels-idx1-ubyte: has one dimension")
        .hasMessageContaining("train-images-idx3-ubyte");
    write("pictures-idx3-ubyte", IdxBytes.images(new double[12]));
    assertThatThrownBy(() -> open("pictures-idx3-ubyte", 1, true))
        .hasMessageContaining("its name does not say where its labels are");
  }

  @Test
  void valuesThatCannotBeStored() throws IOException {
    Path file = write("a-images-idx2-double", IdxBytes.of(14, new int[] {2, 2}, 1, 2, 3, 1e39));
    IdxImages images = open("a-images-idx2-double", 1, false);
    assertThat(load(doubles(images), 1).fault()).isNull();
    assertThat(
            load(images.blocks(Storage.FLOAT, LabelRule.real(), null), 1)
                .fault()
                .toException(STORE))
        .hasMessageStartingWith(file + ": row 2: value 1.0E39 of index 2 is beyond the range")
        .hasMessageContaining("--storage double");
    write("a-images-idx2-double", IdxBytes.of(14, new int[] {2, 2}, 1, Double.NaN, 3, 4));
    assertThat(load(doubles(open("a-images-idx2-double", 1, false)), 1).fault().message())
        .startsWith("value NaN of index 2; values are finite");
    write("a-images-idx2-double", IdxBytes.of(14, new int[] {2, 2}, 1, 2, 3, 4));
    write("a-labels-idx1-double", IdxBytes.of(14, new int[] {2}, 1, Double.NEGATIVE_INFINITY));
    assertThat(load(doubles(open("a-images-idx2-double", 1, false)), 1).fault().message())
        .isEqualTo("label -Infinity is not finite");
  }

  @Test
  void shardsThatWouldBeTooLarge() throws IOException {
    byte[] header = IdxBytes.of(8, new int[] {3_000_000, 1000});
    write("a-images-idx2-ubyte.gz", header);
    assertThatThrownBy(() -> open("a-images-idx2-ubyte.gz", 1, false))
        .hasMessageContaining("a shard of 3000000 rows of 1000 numbers is too large")
        .hasMessageContaining("--shards 2 or more");
    assertThat(open("a-images-idx2-ubyte.gz", 2, false).shards()).isEqualTo(2);
  }
}
