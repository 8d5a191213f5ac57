package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.reduce.Mergeable;
import io.descent.reduce.ShardTree;
import io.descent.train.Engine;
import io.descent.train.Held;
import io.descent.train.HeldShard;
import io.descent.train.HeldShards;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import io.descent.train.ShardReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextShardsTest {
  @TempDir Path folder;

  /** The lines of a shard by the definition: first byte in [⌊iB/S⌋, ⌊(i+1)B/S⌋). */
  private static String expected(byte[][] contents, int shards, int shard) {
    long bytes = Arrays.stream(contents).mapToLong(c -> c.length).sum();
    long low = bytes * shard / shards;
    long high = bytes * (shard + 1) / shards;
    StringBuilder text = new StringBuilder();
    long at = 0;
    for (byte[] content : contents) {
      int begin = 0;
      while (begin < content.length) {
        int end = begin;
        while (end < content.length && content[end] != '\n') {
          end++;
        }
        end = Math.min(end + 1, content.length);
        if (at + begin >= low && at + begin < high) {
          text.append(new String(content, begin, end - begin, UTF_8));
        }
        begin = end;
      }
      at += content.length;
    }
    return text.toString();
  }

  private static List<String> read(TextShards text, int from, int to, Checksums[] sums)
      throws IOException {
    List<String> shards = new ArrayList<>();
    try (TextRun run = text.open(from, to)) {
      while (run.nextShard()) {
        StringBuilder lines = new StringBuilder();
        for (TextSegment s = run.nextSegment(); s != null; s = run.nextSegment()) {
          lines.append(new String(s.readAllBytes(), UTF_8));
        }
        sums[0] = sums[0].merge(run.checksums());
        shards.add(lines.toString());
      }
    }
    return shards;
  }

  private static byte[] randomText(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      int length = random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(10) == 0 ? 60 : 9);
      for (int c = 0; c < length; c++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
    }
    if (lines > 0 && random.nextBoolean()) {
      text.append("end");
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void everyCutOfEveryTextGivesTheLinesOfTheDefinition() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(4);
      byte[][] contents = new byte[n][];
      String[] names = new String[n];
      for (int f = 0; f < n; f++) {
        contents[f] = randomText(random, random.nextInt(4) == 0 ? 0 : random.nextInt(20));
        names[f] = seed + "-" + f + (random.nextInt(3) == 0 ? ".gz" : ".txt");
      }
      List<InputFile> files = TestFiles.write(folder, names, contents);
      for (int shards = 1; shards <= 40; shards++) {
        TextShards text = TestFiles.cut(files, contents, shards);
        List<String> expected = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
          expected.add(expected(contents, shards, s));
        }
        Checksums[] sums = {Checksums.none()};
        assertThat(read(text, 0, shards, sums))
            .as("seed %d S %d", seed, shards)
            .isEqualTo(expected);
        Checksums[] split = {Checksums.none()};
        List<String> parts = new ArrayList<>();
        for (int from = 0, to; from < shards; from = to) {
          to = from + 1 + random.nextInt(random.nextBoolean() ? 1 : shards - from);
          parts.addAll(read(text, from, to, split));
        }
        assertThat(parts).as("split, seed %d S %d", seed, shards).isEqualTo(expected);
        for (int f = 0; f < n; f++) {
          CRC32C crc = new CRC32C();
          crc.update(contents[f]);
          for (Checksums sum : List.of(sums[0], split[0])) {
            assertThat(sum.crc(f)).as("seed %d S %d", seed, shards).isEqualTo(crc.getValue());
            assertThat(sum.length(f)).isEqualTo(contents[f].length);
          }
        }
      }
    }
  }

  @Test
  void aShardLeftUnreadDoesNotMoveTheNext() throws IOException {
    byte[][] contents = {"a\nbb\nccc\ndddd\n".getBytes(UTF_8), "e\nff\nggg\n".getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a", "b.gz"}, contents);
    for (int shards = 1; shards <= 30; shards++) {
      TextShards text = TestFiles.cut(files, contents, shards);
      for (int skip = 1; skip < 8; skip++) {
        try (TextRun run = text.open(0, shards)) {
          while (run.nextShard()) {
            String want = expected(contents, shards, run.shard());
            TextSegment first = run.nextSegment();
            if ((run.shard() & skip) == 0) {
              StringBuilder all = new StringBuilder();
              for (TextSegment s = first; s != null; s = run.nextSegment()) {
                all.append(new String(s.readAllBytes(), UTF_8));
              }
              assertThat(all.toString()).isEqualTo(want);
            } else if (first != null && !want.isEmpty() && (skip & 1) == 0) {
              first.read();
            }
          }
        }
      }
    }
  }

  @Test
  void longLinesAndManyChunks() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("x".repeat(random.nextInt(i % 50 == 0 ? 700_000 : 3_000))).append('\n');
    }
    byte[][] contents = {text.toString().getBytes(UTF_8), text.toString().getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a", "b.gz"}, contents);
    for (int shards : new int[] {1, 3, 16}) {
      TextShards cut = TestFiles.cut(files, contents, shards);
      Checksums[] sums = {Checksums.none()};
      List<String> got = new ArrayList<>();
      for (int s = 0; s < shards; s++) {
        got.addAll(read(cut, s, s + 1, sums));
      }
      for (int s = 0; s < shards; s++) {
        assertThat(got.get(s)).isEqualTo(expected(contents, shards, s));
      }
    }
  }

  @Test
  void aPlainFileIsReadAboutOnceByManyTasks() throws IOException {
    byte[][] contents = {"0123456789\n".repeat(400_000).getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a"}, contents);
    TextShards cut = TestFiles.cut(files, contents, 16);
    TestFiles.BYTES_READ.set(0);
    Checksums[] sums = {Checksums.none()};
    for (int s = 0; s < 16; s++) {
      read(cut, s, s + 1, sums);
    }
    assertThat(TestFiles.BYTES_READ.get()).isBetween(4_400_000L, 4_600_000L);
  }

  @Test
  void aByteOrderMarkIsLeftOutAtEveryCut() throws IOException {
    byte[] body = "abc\nde\n\nf".getBytes(UTF_8);
    byte[] marked = new byte[body.length + 3];
    marked[0] = (byte) 0xef;
    marked[1] = (byte) 0xbb;
    marked[2] = (byte) 0xbf;
    System.arraycopy(body, 0, marked, 3, body.length);
    byte[][] contents = {marked};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a"}, contents);
    CRC32C crc = new CRC32C();
    crc.update(marked);
    for (int shards = 1; shards <= 40; shards++) {
      TextShards cut = TestFiles.cut(files, contents, shards);
      Checksums[] sums = {Checksums.none()};
      List<String> got = new ArrayList<>();
      for (int s = 0; s < shards; s++) {
        got.addAll(read(cut, s, s + 1, sums));
      }
      assertThat(String.join("", got)).as("S %d", shards).isEqualTo("abc\nde\n\nf");
      assertThat(sums[0].crc(0)).isEqualTo(crc.getValue());
      assertThat(sums[0].length(0)).isEqualTo(marked.length);
    }
  }

  @Test
  void wideEncodingsAreRefusedByName() {
    byte[][] contents = {
      {(byte) 0xff, (byte) 0xfe, 'a', 0},
      {(byte) 0xfe, (byte) 0xff, 0, 'a'},
      {(byte) 0xff, (byte) 0xfe, 0, 0},
      {0, 0, (byte) 0xfe, (byte) 0xff}
    };
    String[] encodings = {"UTF-16", "UTF-16", "UTF-32", "UTF-32"};
    for (int i = 0; i < contents.length; i++) {
      byte[][] one = {contents[i]};
      List<InputFile> files = TestFiles.write(folder, new String[] {"w" + i}, one);
      TextShards cut = TestFiles.cut(files, one, 2);
      String encoding = encodings[i];
      assertThatThrownBy(() -> read(cut, 0, 2, new Checksums[] {Checksums.none()}))
          .isInstanceOf(FaultException.class)
          .hasMessageContaining(encoding);
    }
  }

  @Test
  void segmentsSayWhereTheyBegin() throws IOException {
    byte[][] contents = {"ab\ncd\n".getBytes(UTF_8), "ef\ngh\n".getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a", "b"}, contents);
    List<String> seen = new ArrayList<>();
    try (TextRun run = TestFiles.cut(files, contents, 3).open(0, 3)) {
      while (run.nextShard()) {
        for (TextSegment s = run.nextSegment(); s != null; s = run.nextSegment()) {
          long offset = s.offset();
          boolean starts = s.startsFile();
          String lines = new String(s.readAllBytes(), UTF_8).replace("\n", "|");
          seen.add(run.shard() + " " + s.file() + " " + offset + " " + starts + " " + lines);
        }
      }
    }
    assertThat(seen)
        .containsExactly("0 0 0 true ab|cd|", "1 0 6 false ", "1 1 0 true ef|", "2 1 3 false gh|");
  }

  @Test
  void thePlanTravels() throws Exception {
    byte[][] contents = {"ab\ncd\n".getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a"}, contents);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(TestFiles.cut(files, contents, 2));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      TextShards copy = (TextShards) in.readObject();
      assertThat(read(copy, 0, 2, new Checksums[] {Checksums.none()}))
          .containsExactly("ab\n", "cd\n");
    }
  }

  @Test
  void aFileThatShrankIsAnErrorOfReadingNotOfTheData() throws IOException {
    byte[][] contents = {"ab\ncd\n".getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a"}, contents);
    Files.write(folder.resolve("a"), "ab\n".getBytes(UTF_8));
    TextShards cut = TestFiles.cut(files, contents, 1);
    assertThatThrownBy(() -> read(cut, 0, 1, new Checksums[] {Checksums.none()}))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FaultException.class)
        .hasMessageContaining("ended at byte 3 of 6");
  }

  /** One shard after the other, in this thread. */
  private static final class PlainEngine implements Engine {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public int cores() {
      return 1;
    }

    @Override
    public <T extends Mergeable<T>> T sum(int shards, ShardReader<T> reader) {
      ShardTree<T> tree = ShardTree.over(shards);
      Iterator<T> parts = ReportsTest.javaCopy(reader).read(0, shards);
      for (int s = 0; s < shards; s++) {
        tree.put(s, parts.next());
      }
      return tree.total();
    }

    @Override
    public <R extends Mergeable<R>> LoadedBlocks<R> load(
        int shards, ShardReader<ParsedShard<R>> reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <K extends Held<K>, R extends Mergeable<R>> HeldShards<K, R> hold(
        int shards, ShardReader<HeldShard<K, R>> reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @Test
  void thePlanLearnsTheLengthsOfCompressedFiles() throws IOException {
    byte[][] contents = {
      "a\nbb\n".getBytes(UTF_8), "ccc\n".repeat(9).getBytes(UTF_8), {}, "d\n".getBytes(UTF_8)
    };
    String[] names = {"a.gz", "b", "c.gz", "d.gz"};
    List<InputFile> files = TestFiles.write(folder, names, contents);
    TextShards text = TextShards.plan(new PlainEngine(), new TestFiles(), files, 5);
    assertThat(text.bytes()).isEqualTo(43);
    for (int f = 0; f < 4; f++) {
      assertThat(text.length(f)).isEqualTo(contents[f].length);
    }
    assertThat(read(text, 0, 5, new Checksums[] {Checksums.none()}))
        .isEqualTo(IntStream.range(0, 5).mapToObj(s -> expected(contents, 5, s)).toList());
  }

  @Test
  void aCompressedFileCutShortIsAnErrorOfTheData() throws IOException {
    byte[][] contents = {"1 1:1\n".repeat(100).getBytes(UTF_8)};
    List<InputFile> files = TestFiles.write(folder, new String[] {"a.gz"}, contents);
    byte[] whole = Files.readAllBytes(folder.resolve("a.gz"));
    Files.write(folder.resolve("a.gz"), Arrays.copyOf(whole, whole.length - 3));
    assertThatThrownBy(() -> TextShards.plan(new PlainEngine(), new TestFiles(), files, 5))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(files.get(0).path() + ": the compressed file ends in the middle")
        .extracting(e -> ((UserException) e).code())
        .isEqualTo(ExitCode.DATA);
    LibsvmReader reader =
        LibsvmReader.of(TestFiles.cut(files, contents, 3), Storage.FLOAT, LabelRule.real());
    // Whoever knows the length, but not the damage, reads on until it shows.
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Files.write(folder.resolve("a.gz"), half);
    Iterator<ParsedShard<LoadReport>> shards = reader.read(0, 3);
    LoadReport report = shards.next().report();
    while (shards.hasNext()) {
      report = report.merge(shards.next().report());
    }
    assertThat(report.fault()).isNotNull();
  }

  @Test
  void theDefaultNumberOfShards() {
    assertThat(TextShards.defaultShards(files("a", 1), -1)).isEqualTo(8);
    assertThat(TextShards.defaultShards(files("a", 256L << 20), -1)).isEqualTo(8);
    assertThat(TextShards.defaultShards(files("a", (256L << 20) + 1), -1)).isEqualTo(16);
    assertThat(TextShards.defaultShards(files("a.gz", (64L << 20) + 1), -1)).isEqualTo(16);
    assertThat(TextShards.defaultShards(files("a", 1L << 50), -1)).isEqualTo(4096);
    assertThat(TextShards.defaultShards(files("a", 1L << 30), 1 << 22)).isEqualTo(32);
    assertThat(TextShards.defaultShards(files("a", 1L << 30), (1 << 22) + 1)).isEqualTo(16);
    assertThat(TextShards.defaultShards(files("a", 1L << 30), 1 << 30)).isEqualTo(8);
  }

  private static List<InputFile> files(String name, long length) {
    return List.of(new InputFile(name, length));
  }
}
