package io.descent.bench;

import com.sun.management.ThreadMXBean;
import io.descent.data.LabelRule;
import io.descent.data.LibsvmReader;
import io.descent.data.LoadReport;
import io.descent.data.TextShards;
import io.descent.files.FileStores;
import io.descent.files.InputFile;
import io.descent.linalg.Storage;
import io.descent.train.LoadedBlocks;
import io.descent.train.LocalEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What passes before the first step. Seconds from the start of {@code ./submit.sh train} on a small
 * file with the local engine to its first step and to its end, as a user waits for them; and how
 * fast one thread turns LIBSVM text in the shape of RCV1 into blocks, when it has just begun and
 * when it has read the file before, with the bytes it allocates for each byte of the blocks.
 * Medians of the rounds; what a first run builds and keeps is done before. Arguments: rounds [9],
 * rows of the text [100,000].
 */
public final class StartBench {
  private static final String FIRST_STEP = "step 1/";
  private static final int SHARDS = 8;

  private final Path folder;
  private final int rounds;

  private StartBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /** Prints the figures. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.US);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    Path folder = Files.createTempDirectory("start-bench");
    try {
      StartBench bench = new StartBench(folder, rounds);
      bench.load(rows);
      bench.start();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      }
    }
  }

  private void start() throws IOException, InterruptedException {
    double[] first = new double[rounds];
    double[] end = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double[] times = train();
      if (round >= 0) {
        first[round] = times[0];
        end[round] = times[1];
      }
    }
    System.out.printf("%nbreast-cancer, engine local, seconds, median of %d%n", rounds);
    System.out.printf("to the first step %8.3f%n", StepBench.median(first));
    System.out.printf("to the end        %8.3f%n", StepBench.median(end));
  }

  /** Seconds to the first step and to the end of a process. */
  private double[] train() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("submit.sh").toAbsolutePath().toString(),
            "train",
            "--config",
            "conf/breast-cancer.properties",
            "--engine",
            "local",
            "--model",
            folder.resolve("model").toString());
    builder.redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("DESCENT_LOG", folder.resolve("log").toString());
    long begin = System.nanoTime();
    Process process = builder.start();
    double first = Double.NaN;
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(FIRST_STEP)) {
          first = (System.nanoTime() - begin) / 1e9;
        }
        said.append(line).append('\n');
      }
    }
    int code = process.waitFor();
    double end = (System.nanoTime() - begin) / 1e9;
    if (code != 0 || Double.isNaN(first)) {
      throw new IllegalStateException("exit " + code + ": " + said);
    }
    return new double[] {first, end};
  }

  private void load(int rows) throws IOException {
    Path file = folder.resolve("text.libsvm");
    GeneratedText.write(file, rows, 1);
    long length = Files.size(file);
    TextShards text =
        TextShards.of(
            FileStores.local(),
            List.of(new InputFile(file.toString(), length)),
            new long[] {length},
            SHARDS);
    LibsvmReader reader = LibsvmReader.of(text, Storage.FLOAT, LabelRule.binary());
    double[] seconds = new double[rounds];
    double cold = 0;
    double allocated = 0;
    try (LocalEngine engine = LocalEngine.of(1)) {
      for (int round = -1; round < rounds; round++) {
        long bytes = allocatedBytes();
        long begin = System.nanoTime();
        LoadedBlocks<LoadReport> loaded = engine.load(SHARDS, reader);
        double time = (System.nanoTime() - begin) / 1e9;
        allocated = (double) (allocatedBytes() - bytes) / loaded.blocks().bytes();
        if (loaded.report().rows() != rows) {
          throw new IllegalStateException(loaded.report().rows() + " rows of " + rows);
        }
        loaded.blocks().close();
        if (round < 0) {
          cold = time;
        } else {
          seconds[round] = time;
        }
      }
    }
    System.out.printf("%nLIBSVM text of %.0f MB to blocks, one thread%n", length / 1e6);
    System.out.printf("first time        %8.0f MB/s%n", length / cold / 1e6);
    System.out.printf(
        "median of %-7d %8.0f MB/s%n", rounds, length / StepBench.median(seconds) / 1e6);
    System.out.printf("allocated         %8.2f bytes a byte of the blocks%n", allocated);
  }

  /** Of this thread, which does all the work. */
  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
