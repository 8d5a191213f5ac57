package io.descent.bench.kernel;

import io.descent.bench.SparseBench;
import io.descent.linalg.Block;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the inner loops reach on one core: the share of its reading that a dense gradient pass
 * reaches, the nanoseconds a stored value of sparse rows, the bytes allocated a row, and what the
 * pinned order of operations costs. By JMH, medians of five iterations, a process for every line.
 * Four minutes. Arguments: {@code full} or {@code smoke} (small data, seconds), and which of {@code
 * dense}, {@code sparse}, {@code free}; default all.
 */
public final class KernelBench {
  private static final int VALUES = 40_000_000;
  private static final int SPARSE_ROWS = 100_000;

  private final boolean smoke;

  private KernelBench(boolean smoke) {
    this.smoke = smoke;
  }

  /** Prints the tables. */
  public static void main(String[] args) throws RunnerException {
    Locale.setDefault(Locale.ROOT);
    KernelBench bench = new KernelBench(args.length > 0 && args[0].equals("smoke"));
    String which = args.length > 1 ? args[1] : "dense sparse free";
    if (which.contains("dense")) {
      bench.printDense();
    }
    if (which.contains("sparse")) {
      bench.printSparse();
    }
    if (which.contains("free")) {
      bench.printFree();
    }
  }

  private int values() {
    return smoke ? VALUES / 40 : VALUES;
  }

  /** Runs one method with one value of each parameter. */
  private RunResult run(String method, Map<String, String> parameters, String... jvmOptions)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\.kernel\\." + method.replace(".", "\\.") + "$")
            .forks(1)
            .warmupIterations(smoke ? 1 : 3)
            .warmupTime(TimeValue.milliseconds(smoke ? 50 : 700))
            .measurementIterations(smoke ? 1 : 5)
            .measurementTime(TimeValue.milliseconds(smoke ? 50 : 500))
            .jvmArgsAppend(jvmOptions)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    parameters.forEach(options::param);
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.iterator().next();
  }

  private static double median(RunResult result) {
    return result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  /** Bytes an invocation allocates. */
  private static double allocated(RunResult result) {
    for (Map.Entry<String, Result> each : result.getSecondaryResults().entrySet()) {
      if (each.getKey().endsWith("gc.alloc.rate.norm")) {
        return each.getValue().getScore();
      }
    }
    throw new IllegalStateException("no figure of what was allocated");
  }

  /** Bytes a nanosecond. */
  private double reading() throws RunnerException {
    return 8.0 * values() / median(run("FreePass.read", dense("100", "DOUBLE", "1")));
  }

  private Map<String, String> dense(String width, String storage, String every) {
    return Map.of(
        "width", width, "storage", storage, "every", every, "values", Integer.toString(values()));
  }

  private void printDense() throws RunnerException {
    double reading = reading();
    System.out.printf("%none core reads %.1f GB/s%n%n", reading);
    System.out.printf(
        "%-44s %9s %9s %7s %9s %9s%n",
        "dense gradient pass", "ns a row", "values/ns", "GB/s", "of reads", "B a row");
    for (String width : new String[] {"100", "1000"}) {
      for (String storage : new String[] {"DOUBLE", "FLOAT"}) {
        printDense(reading, width, storage, "1", "squared", "vector");
      }
    }
    for (String storage : new String[] {"DOUBLE", "FLOAT"}) {
      printDense(reading, "100", storage, "1", "logistic", "vector");
      printDense(reading, "100", storage, "10", "squared", "vector");
      printDense(reading, "100", storage, "1", "squared", "scalar");
    }
    System.out.printf("one core reads %.1f GB/s%n", reading());
  }

  private void printDense(
      double reading, String width, String storage, String every, String loss, String kernels)
      throws RunnerException {
    Map<String, String> parameters = new TreeMap<>(dense(width, storage, every));
    parameters.put("loss", loss);
    RunResult result = run("DensePass.pass", parameters, "-Ddescent.kernels=" + kernels);
    int columns = Integer.parseInt(width);
    double rows = (double) values() / columns / Integer.parseInt(every);
    double time = median(result) / rows;
    double speed = (storage.equals("DOUBLE") ? 8 : 4) * columns / time;
    System.out.printf(
        "%-44s %9.1f %9.2f %7.1f %9.2f %9.2f%n",
        String.join(" ", "d", width, storage.toLowerCase(Locale.ROOT), loss, kernels)
            + (every.equals("1") ? "" : ", 1 row in " + every),
        time,
        columns / time,
        speed,
        speed / reading,
        allocated(result) / rows);
  }

  private void printSparse() throws RunnerException {
    int rows = smoke ? SPARSE_ROWS / 20 : SPARSE_ROWS;
    Block block = SparseBench.block(rows);
    double values = 0;
    for (int row = 0; row < rows; row++) {
      values += block.rows().entries(row);
    }
    System.out.printf(
        "%n%-44s %12s %9s%n",
        String.format("sparse rows of %.1f values in 47,236", values / rows),
        "ns a value",
        "B a row");
    for (String what : new String[] {"gradient", "sgd", "adagrad"}) {
      for (String strength :
          what.equals("gradient") ? new String[] {"0"} : new String[] {"0", "1e-6"}) {
        RunResult result =
            run(
                "SparsePass.pass",
                Map.of("what", what, "strength", strength, "rows", Integer.toString(rows)));
        System.out.printf(
            "%-44s %12.2f %9.2f%n",
            what.equals("gradient")
                ? "gradient"
                : "epoch of " + what + (strength.equals("0") ? "" : " with L1 and L2"),
            median(result) / values,
            allocated(result) / rows);
      }
    }
  }

  private void printFree() throws RunnerException {
    System.out.printf(
        "%n%-44s %9s %9s %9s%n", "cost of the pinned order", "pinned", "free", "ratio");
    for (String width : new String[] {"1000", "1000000"}) {
      for (String storage : new String[] {"DOUBLE", "FLOAT"}) {
        double pinned = median(run("FreePass.pinned", dense(width, storage, "1"))) / values();
        double free = median(run("FreePass.free", dense(width, storage, "1"))) / values();
        System.out.printf(
            "%-44s %9.3f %9.3f %9.2f%n",
            "ns a value, d " + width + " " + storage.toLowerCase(Locale.ROOT),
            pinned,
            free,
            pinned / free);
      }
    }
  }
}
