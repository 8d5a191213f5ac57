package io.descent.bench;

import io.descent.data.LabelRule;
import io.descent.data.LibsvmReader;
import io.descent.data.TextShards;
import io.descent.files.FileStore;
import io.descent.files.FileStores;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The smallest heap in which a process of the local engine, started by submit.sh, loads a file and
 * trains an epoch: LIBSVM text in the shape of RCV1, and a table of numbers as CSV, plain and
 * compressed, as a multiple of the bytes of the blocks. What the process itself takes is told by
 * the same training on a file of the same shape with less than one megabyte of blocks, and left out
 * of the multiples; the last leaves out the margins, too, that the exact area under the ROC curve
 * is made of, 24 bytes a row where its halves meet. Found by halving the range between what fails
 * and what ends; a heap in which the collector all but stops the work counts as too small (five
 * times the time of a heap that is ample).
 *
 * <p>Arguments: megabytes of text [200], or {@code smoke}.
 */
public final class MemoryBench {
  private static final double PRECISION = 0.02;

  private static final int FEW_LINES = 1000;

  /** A row of a table: its features as floats, its label as a double. */
  private static final long ROW_BYTES = 4L * GeneratedCsv.FEATURES + 8;

  private static final double MB = 1048576.0;

  private final Path folder;

  private MemoryBench(Path folder) {
    this.folder = folder;
  }

  /** Prints the table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    boolean smoke = args.length > 0 && args[0].equals("smoke");
    int megabytes = args.length > 0 && !smoke ? Integer.parseInt(args[0]) : smoke ? 8 : 200;
    Path folder = Files.createTempDirectory("memory");
    try {
      new MemoryBench(folder).run(megabytes);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(int megabytes) throws IOException, InterruptedException {
    System.out.printf(
        "%n%-16s %9s %9s %9s %9s %9s %7s %9s%n",
        "MB", "file", "blocks", "margins", "process", "heap", "ratio", "- margins");
    int textRows = megabytes * 1000;
    Path text = folder.resolve("text.libsvm");
    GeneratedText.write(text, textRows, 1);
    long ofText = libsvmBlocks(text);
    Path fewLines = folder.resolve("few.libsvm");
    GeneratedText.write(fewLines, FEW_LINES, 1);
    String[] options = {"--format", "libsvm"};
    double process = least(fewLines, 1, options);
    line(text, ofText, textRows, process, options);
    line(Gzip.of(text), ofText, textRows, process, options);
    int rows = megabytes * 5500;
    Path table = folder.resolve("table.csv");
    GeneratedCsv.write(table, rows);
    long ofTable = rows * ROW_BYTES;
    Path fewRows = folder.resolve("few.csv");
    GeneratedCsv.write(fewRows, FEW_LINES);
    String[] named = {"--label", "y"};
    process = least(fewRows, 1, named);
    line(table, ofTable, rows, process, named);
    line(Gzip.of(table), ofTable, rows, process, named);
  }

  private static long libsvmBlocks(Path file) {
    FileStore store = FileStores.local();
    List<InputFile> files = store.find(file.toString());
    try (LocalEngine engine = LocalEngine.of(2)) {
      TextShards text = TextShards.plan(engine, store, files, TextShards.defaultShards(files, -1));
      LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.binary());
      try (ShardedBlocks blocks = engine.load(text.count(), reader).blocks()) {
        return blocks.bytes();
      }
    }
  }

  private void line(Path file, long bytes, int rows, double process, String... options)
      throws IOException, InterruptedException {
    double blocks = bytes / MB;
    double margins = 24L * rows / MB;
    double heap = least(file, blocks, options);
    System.out.printf(
        "%-16s %9.1f %9.1f %9.1f %9.0f %9.0f %7.2f %9.2f%n",
        file.getFileName(),
        Files.size(file) / MB,
        blocks,
        margins,
        process,
        heap,
        (heap - process) / blocks,
        (heap - process - margins) / blocks);
  }

  /** Megabytes of the smallest heap for a file with so many of blocks. */
  private double least(Path file, double megabytes, String... options)
      throws IOException, InterruptedException {
    long ample = (long) (4 * megabytes) + 256;
    double limit = 5 * seconds(file, ample, Double.MAX_VALUE, options);
    if (Double.isNaN(limit)) {
      throw new IllegalStateException("fails in " + ample + " MB: " + said());
    }
    double fails = 0.5 * megabytes;
    double ends = ample;
    while (ends - fails > PRECISION * megabytes + 1) {
      double middle = (fails + Math.min(ends, 2 * fails + megabytes)) / 2;
      if (Double.isNaN(seconds(file, (long) middle, limit, options))) {
        fails = middle;
      } else {
        ends = middle;
      }
    }
    return ends;
  }

  /** Seconds of a training in a heap; NaN when it fails or takes too long. */
  private double seconds(Path file, long heap, double limit, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("submit.sh").toAbsolutePath().toString());
    command.addAll(List.of("train", "--engine", "local", "--threads", "2", "--loss", "logistic"));
    command.addAll(List.of("--data", file.toString(), "--epochs", "1", "--batch-size", "1024"));
    command.addAll(List.of("--model", folder.resolve("model").toString(), "--overwrite"));
    command.add("--quiet");
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("said").toFile());
    builder.environment().put("DESCENT_JAVA_OPTS", "-Xmx" + heap + "m");
    builder.environment().put("DESCENT_LOG", folder.resolve("log").toString());
    long begin = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor((long) Math.min(1e9 * limit, 6e11), TimeUnit.NANOSECONDS)) {
      process.destroyForcibly().waitFor();
      return Double.NaN;
    }
    return process.exitValue() == 0 ? (System.nanoTime() - begin) / 1e9 : Double.NaN;
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }
}
