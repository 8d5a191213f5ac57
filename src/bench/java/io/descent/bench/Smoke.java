package io.descent.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs measurements once at their smallest size, so that none falls behind the code; it fails when
 * one does. What they print then measures nothing.
 *
 * <pre>{@code
 * mvn -B -q test-compile exec:exec -P bench -Dbench=io.descent.bench.Smoke
 * }</pre>
 */
public final class Smoke {
  private final List<String> done = new ArrayList<>();

  private Smoke() {}

  @FunctionalInterface
  private interface Program {
    void main(String[] args) throws Exception;
  }

  /** Runs them, and says how long each took. */
  public static void main(String[] args) throws Exception {
    Smoke smoke = new Smoke();
    smoke.run("text", TextBench::main, "smoke");
    smoke.run("real data", RealDataBench::main, "smoke");
    smoke.run("optimum", OptimumBench::main, "smoke");
    smoke.run("step", StepBench::main, "8000", "10", "1");
    smoke.run("local", LocalBench::main, "1");
    smoke.run("sparse", SparseBench::main, "1");
    smoke.run("wide", WideBench::main, "descent", "100000", "10", "1000", "100", "2");
    smoke.run("wide, mllib", WideBench::main, "mllib", "10000", "10", "1000", "100", "2");
    smoke.run("scaling", ScalingBench::main, "smoke");
    smoke.run("reading", ReadBench::main, "smoke");
    smoke.run("memory", MemoryBench::main, "smoke");
    smoke.run("start", StartBench::main, "1", "1000");
    smoke.run("configurations", ConfBench::main, "1", "breast-cancer");
    System.out.printf("%nseconds of each%n");
    smoke.done.forEach(System.out::println);
  }

  private void run(String name, Program program, String... arguments) throws Exception {
    long start = System.nanoTime();
    program.main(arguments);
    done.add(String.format("%-16s %6.1f", name, (System.nanoTime() - start) / 1e9));
  }
}
