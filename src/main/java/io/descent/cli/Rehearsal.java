package io.descent.cli;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once through what an engine is for, with a few rows of its own: submit.sh has the JVM keep
 * the classes that this loads, for a quicker start of all that follow.
 */
public final class Rehearsal {
  private static final int ROWS = 24;

  private final String engine;
  private final Path folder;
  private final CommandLineTool tool;

  private Rehearsal(String engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    this.tool = CommandLineTool.with(nowhere, nowhere, Terminal.ofProcess());
  }

  /** Arguments: the engine, and the folder to leave its files in. */
  public static void main(String[] args) throws IOException {
    with(args[0], Path.of(args[1]));
  }

  /**
   * Rehearses.
   *
   * @param engine the name of the engine
   * @param folder empty, for the files of the rehearsal
   * @throws IllegalStateException when a command fails
   */
  static void with(String engine, Path folder) throws IOException {
    new Rehearsal(engine, folder).run();
  }

  private void run() throws IOException {
    StringBuilder table = new StringBuilder("y,x,when,kind\n");
    StringBuilder dense = new StringBuilder("y,x,z\n");
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      String x = row % 5 + "." + row;
      table.append(row % 2).append(',').append(x).append(",2024-01-0").append(row % 9 + 1);
      table.append(',').append("kind ").append(row % 3).append('\n');
      dense.append(row % 2).append(',').append(x).append(',').append(row * row).append('\n');
      lines.append(row % 3).append(" 1:").append(x).append(" 7:-1e-3\n");
    }
    String numbers = Files.writeString(folder.resolve("numbers.csv"), dense).toString();
    String csv = Files.writeString(folder.resolve("rows.csv"), table).toString();
    String libsvm = Files.writeString(folder.resolve("rows.libsvm"), lines).toString();
    String binary = folder.resolve("binary").toString();
    String config = folder.resolve("rows.properties").toString();
    Files.writeString(Path.of(config), "label=y\nloss=logistic\nl2=0.01\nbatch-size=4\nepochs=2\n");
    command("train", "--config", config, "--data", csv, "--test", csv, "--model", binary);
    command("evaluate", "--model", binary, "--data", csv);
    command("predict", "--model", binary, "--data", csv, "--output", binary + ".csv");
    command("train", "--config", config, "--data", numbers, "--model", binary + "1");
    command("train", "--data", libsvm, "--loss", "multinomial", "--model", binary + "2");
    command("train", "--data", libsvm, "--loss", "squared", "--l1=0.1", "--model", binary + "3");
    Files.writeString(
        Path.of(config), "loss=multinomial\noptimizer=adagrad\nlocal-steps=4\nrate=1\nepochs=2\n");
    command("train", "--config", config, "--data", libsvm, "--model", binary + "4");
  }

  private void command(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--engine", engine));
    ExitCode code = tool.run(line.toArray(String[]::new));
    if (code != ExitCode.OK) {
      throw new IllegalStateException(String.join(" ", words) + ": " + code);
    }
  }
}
