package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.linalg.Block;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.train.ParsedShard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibsvmReaderTest {
  @TempDir Path folder;

  private TextShards text(int shards, String... contents) {
    byte[][] bytes = new byte[contents.length][];
    String[] names = new String[contents.length];
    for (int f = 0; f < contents.length; f++) {
      bytes[f] = contents[f].getBytes(UTF_8);
      names[f] = "data" + f + (f % 2 == 1 ? ".gz" : "");
    }
    return TestFiles.cut(TestFiles.write(folder, names, bytes), bytes, shards);
  }

  private static LoadReport readAll(LibsvmReader reader, int shards, List<String> rows) {
    LoadReport report = null;
    int shard = 0;
    for (Iterator<ParsedShard<LoadReport>> it = reader.read(0, shards); it.hasNext(); shard++) {
      ParsedShard<LoadReport> parsed = it.next();
      assertThat(parsed.block().shard()).isEqualTo(shard);
      show(parsed.block(), rows);
      report = report == null ? parsed.report() : report.merge(parsed.report());
    }
    return report;
  }

  /** A row as text, the same for dense and sparse rows. */
  private static void show(Block block, List<String> rows) {
    for (int i = 0; i < block.count(); i++) {
      TreeMap<Integer, Double> entries = new TreeMap<>();
      block
          .rows()
          .forEach(
              i,
              (column, value) -> {
                if (value != 0) {
                  entries.put(column, value);
                }
              });
      rows.add((block.hasLabels() ? block.label(i) : "none") + " " + entries);
    }
  }

  /** Reads as a textbook would: split at blanks and colons. */
  private static List<String> oracle(Storage storage, String... contents) {
    List<String> rows = new ArrayList<>();
    for (String content : contents) {
      for (String line : content.split("\n", -1)) {
        String bare = line.replaceFirst("#.*", "").strip();
        if (!bare.isEmpty()) {
          String[] tokens = bare.split("[ \t]+", -1);
          TreeMap<Integer, Double> entries = new TreeMap<>();
          for (int k = 1; k < tokens.length; k++) {
            String[] entry = tokens[k].split(":", -1);
            double value = Double.parseDouble(entry[1]);
            value = storage == Storage.FLOAT ? (float) value : value;
            if (value != 0) {
              entries.put(Integer.parseInt(entry[0]) - 1, value);
            }
          }
          rows.add(Double.parseDouble(tokens[0]) + " " + entries);
        }
      }
    }
    return rows;
  }

  private static String number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(5));
      case 1 -> Double.toString(random.nextGaussian());
      case 2 -> Float.toString((float) random.nextGaussian());
      case 3 -> "+" + random.nextInt(100) + ".";
      case 4 -> "-." + (1 + random.nextInt(100)) + "e" + (random.nextInt(30) - 15);
      default -> String.format(java.util.Locale.ROOT, "%.3f", random.nextDouble());
    };
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      if (random.nextInt(8) > 0) {
        text.append(random.nextInt(9) == 0 ? "  " : "").append(number(random));
        int index = 0;
        for (int k = random.nextInt(6); k > 0; k--) {
          index += 1 + random.nextInt(random.nextBoolean() ? 2 : 1000);
          text.append(random.nextInt(5) == 0 ? " \t" : " ").append(index).append(':');
          text.append(number(random));
        }
        text.append(random.nextInt(9) == 0 ? "  " : "");
      }
      text.append(random.nextInt(6) == 0 ? " # a:b 1:x" : "");
      text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    return text + (random.nextBoolean() ? "1 7:1" : "");
  }

  @Test
  void readsWhatSplittingReadsAtEveryCut() {
    for (int seed = 0; seed < 80; seed++) {
      Random random = new Random(seed);
      String[] contents = {randomText(random), randomText(random)};
      Storage storage = random.nextBoolean() ? Storage.FLOAT : Storage.DOUBLE;
      List<String> expected = oracle(storage, contents);
      for (int shards : new int[] {1, 2, 3, 7, 40}) {
        TextShards text = text(shards, contents);
        LibsvmReader reader = LibsvmReader.of(text, storage, LabelRule.real());
        List<String> rows = new ArrayList<>();
        LoadReport report = readAll(reader, shards, rows);
        assertThat(report.fault()).isNull();
        assertThat(rows).as("seed %d S %d", seed, shards).isEqualTo(expected);
        assertThat(report.rows()).isEqualTo(expected.size());
        for (int f = 0; f < 2; f++) {
          CRC32C crc = new CRC32C();
          crc.update(contents[f].getBytes(UTF_8));
          assertThat(report.checksums().crc(f)).isEqualTo(crc.getValue());
        }
        List<String> single = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
          show(reader.read(s, s + 1).next().block(), single);
        }
        assertThat(single).as("one by one, seed %d S %d", seed, shards).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsLinesLongerThanAnyBuffer() {
    StringBuilder line = new StringBuilder("1");
    for (int k = 1; k <= 150_000; k++) {
      line.append(' ').append(k).append(":2");
    }
    List<String> rows = new ArrayList<>();
    String content = line + "\n0 5:1\n";
    readAll(LibsvmReader.of(text(3, content), Storage.FLOAT, LabelRule.binary()), 3, rows);
    assertThat(rows).isEqualTo(oracle(Storage.FLOAT, content));
  }

  @Test
  void reportsTheHighestColumnThoughItsValueIsZero() {
    LibsvmReader reader =
        LibsvmReader.of(text(1, "1 3:1 9:0\n"), Storage.FLOAT, LabelRule.binary());
    LoadReport report = readAll(reader, 1, new ArrayList<>());
    assertThat(report.highestColumn()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 1:           | \"1:\" has no value",
        "1 1: 2:3       | \"1:\" has no value",
        "1 :1           | \":1\" is not an entry",
        "1 2:1 185a     | \"185a\" is not an entry",
        "1 2:1 185a:1   | \"185a:1\" is not an entry",
        "1 2:185a       | value \"185a\" of index 2 is not a finite number",
        "1 1:nan        | value \"nan\" of index 1 is not a finite number",
        "1 1:-inf       | value \"-inf\" of index 1 is not a finite number",
        "1 1:0x1p3      | value \"0x1p3\" of index 1 is not a finite number",
        "1 1:1d         | value \"1d\" of index 1 is not a finite number",
        "1 1:1f         | value \"1f\" of index 1 is not a finite number",
        "1 1:1e         | value \"1e\" of index 1 is not a finite number",
        "1 1:.          | value \".\" of index 1 is not a finite number",
        "1 1:--1        | value \"--1\" of index 1 is not a finite number",
        "1 1:1:1        | value \"1:1\" of index 1 is not a finite number",
        "1 1:1e999      | value \"1e999\" of index 1 is beyond the range of a double",
        "1 1:1e39       | value 1.0E39 of index 1 is beyond the range of a float",
        "1 0:1          | index 0 in \"0:1\"; indices begin at 1",
        "1 000:1        | index 0 in",
        "1 -1:1         | \"-1:1\" is not an entry",
        "1 +1:1         | \"+1:1\" is not an entry",
        "1 5:1 3:1      | index 3 after 5; indices ascend",
        "1 5:1 005:1    | index 5 twice; indices ascend",
        "1 2147483647:1 | index 2147483647; the highest index allowed is 2147483646",
        "1 4294967297:1 | index 4294967297; the highest",
        "1 99999999999999999999:1 | index 99999999999999999999; the highest",
        "1 qid:3 1:1    | \"qid:3\" is not an entry",
        "1:1 2:3        | the line begins with \"1:1\" and has no label",
        "nan 1:1        | label \"nan\" is not allowed; a label is a finite number",
        "1e999 1:1      | label \"1e999\" is not allowed",
        "cat 1:1        | label \"cat\" is not allowed",
        "5.1,3.5,setosa | this is not LIBSVM: \"5.1,3.5,setosa\"",
        "12:30,5,x      | this is not LIBSVM: \"12:30,5,x\"",
        "5.1 3.5 1.4    | this is not LIBSVM: \"5.1 3.5 1.4\"",
        "hello world    | this is not LIBSVM: \"hello world\"",
      })
  void saysWhatIsWrongAndInWhichLine(String line, String message) {
    String good = "1 1:1\n\n# comment\r\n0 2:1\n";
    String content = good + line + "\n" + good;
    for (int shards = 1; shards <= 12; shards++) {
      TextShards text = text(shards, good, content);
      List<String> rows = new ArrayList<>();
      LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
      LoadReport report = readAll(reader, shards, rows);
      assertThat(report.fault()).as("S %d", shards).isNotNull();
      UserException error = report.fault().toException(text.store());
      assertThat(error.code()).isEqualTo(ExitCode.DATA);
      assertThat(error.getMessage()).startsWith(text.path(1) + ":5: " + message);
      assertThat(error.getMessage().indexOf(';')).as("advice").isPositive();
      assertThat(error.getMessage()).doesNotContain("\n");
    }
  }

  @Test
  void theFirstMistakeInTheOrderOfRowsIsReported() {
    String content = "1 1:1\n1 0:1\n1 1:1\n1 1:x\n1 2:2\n";
    for (int shards = 1; shards <= 20; shards++) {
      TextShards text = text(shards, content);
      LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
      LoadReport report = readAll(reader, shards, new ArrayList<>());
      assertThat(report.fault().toException(text.store())).hasMessageContaining(":2: index 0");
    }
  }

  @Test
  void aShardWithAMistakeGivesAnEmptyBlock() {
    LibsvmReader reader =
        LibsvmReader.of(text(1, "1 1:1\n1 0:1\n"), Storage.FLOAT, LabelRule.real());
    List<String> rows = new ArrayList<>();
    readAll(reader, 1, rows);
    assertThat(rows).isEmpty();
  }

  @Test
  void cutsWhatItShowsOfALongLine() {
    TextShards text = text(1, "x".repeat(100) + "\n");
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    assertThat(readAll(reader, 1, new ArrayList<>()).fault().message())
        .startsWith("this is not LIBSVM: \"" + "x".repeat(40) + "…\"")
        .contains("--format csv");
  }

  @Test
  void anIndexAboveTheDimensionIsRefused() {
    TextShards text = text(1, "1 20:1\n1 19:1 21:1 22:1\n");
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    assertThat(readAll(reader.features(22), 1, new ArrayList<>()).fault()).isNull();
    assertThat(readAll(reader.features(20), 1, new ArrayList<>()).fault().toException(text.store()))
        .hasMessage(
            text.path(0)
                + ":2: index 21, but --features is 20; give a larger --features, or leave it out");
    assertThat(
            readAll(reader.modelFeatures(20), 1, new ArrayList<>())
                .fault()
                .toException(text.store()))
        .hasMessageStartingWith(text.path(0) + ":2: index 21, but the model has 20 features; ");
  }

  @Test
  void aModelsDimensionMayBeTheLargest() {
    TextShards text = text(1, "1 2147483646:1\n");
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    LoadReport report = readAll(reader, 1, new ArrayList<>());
    assertThat(report.fault()).isNull();
    assertThat(report.highestColumn()).isEqualTo(2147483645);
  }

  @Test
  void binaryLabelsBecomeZeroAndOne() {
    List<String> rows = new ArrayList<>();
    LibsvmReader reader =
        LibsvmReader.of(text(2, "+1 1:1\n-1 1:1\n-1.0\n"), Storage.FLOAT, LabelRule.binary());
    LoadReport report = readAll(reader, 2, rows);
    LabelRule.binary().check(report.labels());
    assertThat(rows).containsExactly("1.0 {0=1.0}", "0.0 {0=1.0}", "0.0 {}");
    assertThat(report.labels().numbers()).containsExactly(-1, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 1:1;-1 1:1    | -1, 0; allowed are 0 and 1, or -1 and +1, not a mixture | label > 0",
        "0;-1;1          | -1, 0, 1; allowed are 0 and 1, or -1 and +1, not a mixture | label > 0",
        "1 1:1;2 1:1     | 1, 2; allowed are 0 and 1, or -1 and +1; say | label > 1",
        "0.5;0           | 0, 0.5; allowed | label > 0",
      })
  void otherBinaryLabelsAreRefusedByNameOfAllOfThem(String lines, String found, String advice) {
    for (int shards = 1; shards < 10; shards++) {
      TextShards text = text(shards, lines.replace(";", "\n") + "\n");
      LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.binary());
      LoadReport report = readAll(reader, shards, new ArrayList<>());
      assertThat(report.fault()).isNull();
      assertThatThrownBy(() -> LabelRule.binary().check(report.labels()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("the labels are " + found)
          .hasMessageContaining("--positive \"" + advice + "\"");
    }
  }

  @Test
  void aTestMakesLabelsBinary() {
    List<String> rows = new ArrayList<>();
    LabelRule rule = LabelRule.positiveWhere(label -> label > 5);
    LibsvmReader reader = LibsvmReader.of(text(1, "5 1:1\n6 1:1\n"), Storage.FLOAT, rule);
    rule.check(readAll(reader, 1, rows).labels());
    assertThat(rows).containsExactly("0.0 {0=1.0}", "1.0 {0=1.0}");
  }

  @Test
  void quantitiesOutsideTheirDomainAreFaults() {
    TextShards text = text(1, "3 1:1\n0 1:1\n-0.5 1:1\n");
    List<String> rows = new ArrayList<>();
    LibsvmReader any = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    assertThat(readAll(any, 1, rows).fault()).isNull();
    assertThat(rows).containsExactly("3.0 {0=1.0}", "0.0 {0=1.0}", "-0.5 {0=1.0}");
    for (LabelDomain domain : List.of(LabelDomain.NON_NEGATIVE, LabelDomain.POSITIVE)) {
      LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.quantity(domain));
      LoadReport report = readAll(reader, 1, new ArrayList<>());
      assertThat(report.fault().toException(text.store()))
          .hasMessageContaining(
              domain == LabelDomain.POSITIVE
                  ? ":2: label 0; this loss takes numbers above 0; mend"
                  : ":3: label -0.5; this loss takes numbers of at least 0; mend");
    }
  }

  @Test
  void classesAreNumberedInAscendingOrderAndUnknownOnesAreFaults() {
    TextShards train = text(3, "7 1:1\n-2 1:1\n10 1:1\n-2\n");
    Survey survey = null;
    for (Iterator<Survey> it = LibsvmSurvey.ofLabels(train).read(0, 3); it.hasNext(); ) {
      Survey next = it.next();
      survey = survey == null ? next : survey.merge(next);
    }
    double[] classes = LabelRule.classesOf(survey.report().labels());
    assertThat(classes).containsExactly(-2, 7, 10);
    assertThat(survey.moments().weight()).isZero();
    List<String> rows = new ArrayList<>();
    LabelRule rule = LabelRule.classes(classes);
    readAll(LibsvmReader.of(train, Storage.FLOAT, rule), 3, rows);
    assertThat(rows).containsExactly("1.0 {0=1.0}", "0.0 {0=1.0}", "2.0 {0=1.0}", "0.0 {}");
    TextShards test = text(1, "7 1:1\n8 1:1\n");
    LoadReport report = readAll(LibsvmReader.of(test, Storage.FLOAT, rule), 1, new ArrayList<>());
    assertThat(report.fault().toException(test.store()))
        .hasMessageContaining(
            ":2: label 8 was not in the training data, which have -2, 7, 10; leave");
  }

  @Test
  void rowsWithoutLabelAreReadWhereNoneIsRequired() {
    List<String> rows = new ArrayList<>();
    String content = "1:2 3:4\n\n5:1\n";
    LibsvmReader reader =
        LibsvmReader.of(text(1, content), Storage.FLOAT, LabelRule.real()).labelsOptional();
    readAll(reader, 1, rows);
    assertThat(rows).containsExactly("none {0=2.0, 2=4.0}", "none {4=1.0}");
    rows.clear();
    readAll(
        LibsvmReader.of(text(1, content + "3 1:1\n"), Storage.FLOAT, LabelRule.real())
            .labelsOptional(),
        1,
        rows);
    assertThat(rows).containsExactly("NaN {0=2.0, 2=4.0}", "NaN {4=1.0}", "3.0 {0=1.0}");
    LibsvmReader bad =
        LibsvmReader.of(text(1, "hello 1:1\n"), Storage.FLOAT, LabelRule.real()).labelsOptional();
    assertThat(readAll(bad, 1, new ArrayList<>()).fault()).isNotNull();
  }

  @Test
  void valuesAreScaledBeforeTheyAreStored() {
    List<String> rows = new ArrayList<>();
    LibsvmReader reader =
        LibsvmReader.of(text(1, "1 1:3 2:1e39 3:5\n"), Storage.FLOAT, LabelRule.real())
            .scaledBy(new double[] {0.5, 1e-38});
    readAll(reader, 1, rows);
    assertThat(rows)
        .containsExactly("1.0 {0=1.5, 1=" + (double) (float) (1e39 * 1e-38) + ", 2=5.0}");
    LibsvmReader tooLarge =
        LibsvmReader.of(text(1, "1 1:1e300\n"), Storage.DOUBLE, LabelRule.real())
            .scaledBy(new double[] {1e10});
    assertThat(readAll(tooLarge, 1, new ArrayList<>()).fault().message())
        .contains("beyond the range of a double");
  }

  @Test
  void theSurveyHasTheMomentsOfTheFeatures() {
    TextShards text = text(4, "1 1:1 3:2\n0 1:3\n1 1:5 3:2\n0 1:7\n");
    Survey survey = null;
    for (Iterator<Survey> it = LibsvmSurvey.ofLabelsAndMoments(text).read(0, 4); it.hasNext(); ) {
      Survey next = it.next();
      survey = survey == null ? next : survey.merge(next);
    }
    assertThat(survey.moments().mean(0)).isEqualTo(4);
    assertThat(survey.moments().sigma(0)).isEqualTo(Math.sqrt(5));
    assertThat(survey.moments().sigma(1)).isZero();
    assertThat(survey.moments().mean(2)).isEqualTo(1);
    assertThat(survey.moments().sigma(2)).isEqualTo(1);
    assertThat(survey.report().rows()).isEqualTo(4);
    assertThat(survey.report().highestColumn()).isEqualTo(2);
  }

  @Test
  void theReaderTravels() {
    TextShards text = text(2, "5 1:1\n6 2:4\n");
    LibsvmReader reader =
        LibsvmReader.of(text, Storage.FLOAT, LabelRule.positiveWhere(label -> label > 5))
            .features(2)
            .scaledBy(new double[] {1, 0.5});
    List<String> rows = new ArrayList<>();
    readAll(ReportsTest.javaCopy(reader), 2, rows);
    assertThat(rows).containsExactly("0.0 {0=1.0}", "1.0 {1=2.0}");
  }

  @Test
  void theSurveyKnowsTheLimitOfFeatures() {
    TextShards text = text(1, "1 1:1\n1 2000000000:1\n");
    LoadReport report =
        LibsvmSurvey.ofLabelsAndMoments(text).features(5).read(0, 1).next().report();
    assertThat(report.fault().toException(text.store()))
        .hasMessageContaining(":2: index 2000000000, but --features is 5; ");
  }

  @Test
  void anEmptyFileHasNoRowsAndNoFault() {
    List<InputFile> files = TestFiles.write(folder, new String[] {"e"}, new byte[][] {{}});
    TextShards text = TestFiles.cut(files, new byte[][] {{}}, 8);
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    LoadReport report = readAll(reader, 8, new ArrayList<>());
    assertThat(report.rows()).isZero();
    assertThat(report.fault()).isNull();
    assertThat(report.labels().isEmpty()).isTrue();
  }
}
