package io.descent.bench;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.data.table.Missing;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableSpec;
import io.descent.files.FileStores;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import io.descent.train.LocalEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Megabytes of text a second from a file to blocks in the local engine, on one thread and on two,
 * beside the best that its parts could do alone on one: reading for plain text, {@code
 * java.util.zip} for {@code .gz}, FastCSV for a table, whose rows are gone through twice, once for
 * the encoding. Text in the shape of RCV1 and a table of numbers; medians, all in turns.
 *
 * <p>Arguments: megabytes of text [100], rounds [5]; {@code smoke} for two and one.
 */
public final class ReadBench {
  private final int rounds;

  private ReadBench(int rounds) {
    this.rounds = rounds;
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    boolean smoke = args.length > 0 && args[0].equals("smoke");
    int megabytes = smoke ? 2 : args.length > 0 ? Integer.parseInt(args[0]) : 100;
    int rounds = smoke ? 1 : args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Path folder = Files.createTempDirectory("read");
    Path text = folder.resolve("text.libsvm");
    Path table = folder.resolve("table.csv");
    try {
      GeneratedText.write(text, megabytes * 1000, 1);
      GeneratedCsv.write(table, megabytes * 5500);
      new ReadBench(rounds).run(text, Gzip.of(text), table, Gzip.of(table));
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path text, Path packedText, Path table, Path packedTable) throws IOException {
    System.out.printf(
        "%nMB of text a second to blocks, median of %d%n%-16s %8s %8s %-9s %8s %11s %11s%n",
        rounds, "", "1 thread", "2", "alone", "", "1 / alone", "2 / alone");
    line(text, Files.size(text), "reading", ReadBench::read);
    line(packedText, Files.size(text), "inflation", ReadBench::inflate);
    line(table, Files.size(table), "FastCSV", ReadBench::parse);
    line(packedTable, Files.size(table), "inflation", ReadBench::inflate);
  }

  /** Goes through a file in a way of its own. */
  @FunctionalInterface
  private interface Alone {
    long pass(Path file) throws IOException;
  }

  private void line(Path file, long bytes, String name, Alone alone) throws IOException {
    double[][] rates = new double[3][rounds];
    try (LocalEngine one = LocalEngine.of(1);
        LocalEngine two = LocalEngine.of(2)) {
      for (int round = -2; round < rounds; round++) {
        double[] seconds = {load(file, one), load(file, two), time(file, alone)};
        for (int i = 0; i < 3 && round >= 0; i++) {
          rates[i][round] = bytes / 1e6 / seconds[i];
        }
      }
    }
    double a = StepBench.median(rates[0]);
    double b = StepBench.median(rates[1]);
    double c = StepBench.median(rates[2]);
    System.out.printf(
        "%-16s %8.0f %8.0f %-9s %8.0f %11.2f %11.2f%n",
        file.getFileName(), a, b, name, c, a / c, b / c);
  }

  private static double load(Path file, LocalEngine engine) {
    boolean table = file.getFileName().toString().contains("csv");
    InputSpec input = new InputSpec(FileStores.local(), file.toString(), null, true, 0);
    TableSpec spec =
        new TableSpec(
            true,
            table ? "y" : null,
            null,
            null,
            List.of(),
            List.of(),
            0,
            Missing.MEAN,
            Storage.FLOAT,
            Standardize.AUTO,
            true,
            LabelDomain.BINARY,
            table);
    long begin = System.nanoTime();
    TrainingInput loaded = TrainingInput.load(input, spec, 0, engine);
    double seconds = (System.nanoTime() - begin) / 1e9;
    loaded.blocks().close();
    return seconds;
  }

  private static double time(Path file, Alone alone) throws IOException {
    long begin = System.nanoTime();
    if (alone.pass(file) == 0) {
      throw new IllegalStateException("nothing in " + file);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return drain(in);
    }
  }

  private static long inflate(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      return drain(in);
    }
  }

  private static long drain(InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long sum = 0;
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      sum += n;
    }
    return sum;
  }

  private static long parse(Path file) throws IOException {
    try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      long characters = 0;
      for (Integer ofRecord : CsvReader.builder().build(new Characters(), text)) {
        characters += ofRecord;
      }
      return characters;
    }
  }

  /** Looks at every field without making a text of it. */
  private static final class Characters extends AbstractBaseCsvCallbackHandler<Integer> {
    private int sum;

    @Override
    protected void handleBegin(long line) {
      sum = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
      sum += length;
    }

    @Override
    protected @Nullable Integer buildRecord() {
      return sum;
    }
  }
}
