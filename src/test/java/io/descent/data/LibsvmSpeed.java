package io.descent.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.train.ParsedShard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Measures megabytes of LIBSVM text that one thread turns into blocks in a second. */
final class LibsvmSpeed {
  private LibsvmSpeed() {}

  // An existing file, or nothing for generated text.
  public static void main(String[] args) throws Exception {
    Path path = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("speed", ".txt");
    if (args.length == 0) {
      Files.write(path, generated(200_000, 40));
    }
    long length = Files.size(path);
    TextShards text =
        TextShards.of(
            new TestFiles(),
            List.of(new InputFile(path.toString(), length)),
            new long[] {length},
            8);
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.real());
    for (int round = 0; round < 10; round++) {
      long begin = System.nanoTime();
      long rows = 0;
      Iterator<ParsedShard<LoadReport>> shards = reader.read(0, 8);
      while (shards.hasNext()) {
        LoadReport report = shards.next().report();
        if (report.fault() != null) {
          throw report.fault().toException(text.store());
        }
        rows += report.rows();
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf("%d rows, %.0f MB/s%n", rows, length / seconds / 1e6);
    }
    if (args.length == 0) {
      Files.delete(path);
    }
  }

  private static byte[] generated(int rows, int entries) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(random.nextBoolean() ? "+1" : "-1");
      int index = 0;
      for (int k = 0; k < entries; k++) {
        index += 1 + random.nextInt(500);
        text.append(' ')
            .append(index)
            .append(':')
            .append(
                Boolean.getBoolean("digits")
                    ? Double.toString(random.nextGaussian())
                    : Float.toString((float) random.nextGaussian()));
      }
      text.append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }
}
