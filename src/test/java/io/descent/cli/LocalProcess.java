package io.descent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own with the class path of the local engine, as submit.sh makes it. */
record LocalProcess(int code, String out, String err) {
  /** What the local engine runs with, beside Descent's classes: no Spark, no Scala, no Hadoop. */
  private static final List<String> JARS =
      List.of(
          "picocli",
          "fastcsv",
          "jackson-core",
          "jackson-databind",
          "jackson-annotations",
          "slf4j-api",
          "log4j-api",
          "log4j-core",
          "log4j-slf4j2-impl");

  /** Runs {@link Main} with options of the JVM and words. */
  static LocalProcess run(Path scratch, List<String> jvm, String... words)
      throws IOException, InterruptedException {
    return start(scratch, jvm, classPath(), words);
  }

  /** As above, with a jar more on the class path. */
  static LocalProcess withJar(Path scratch, Path jar, String... words)
      throws IOException, InterruptedException {
    return start(scratch, List.of(), classPath() + File.pathSeparator + jar, words);
  }

  private static LocalProcess start(
      Path scratch, List<String> jvm, String classPath, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-Dlog4j2.level=OFF"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(words));
    Path out = scratch.resolve("out.txt");
    Path err = scratch.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new AssertionError("the process does not end: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return new LocalProcess(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private static String classPath() throws IOException {
    List<String> entries =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    List<String> chosen = new ArrayList<>();
    try {
      chosen.add(
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    for (String jar : JARS) {
      chosen.add(
          entries.stream()
              .filter(entry -> new File(entry).getName().matches(jar + "-[0-9].*\\.jar"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + jar + " on the class path")));
    }
    return String.join(File.pathSeparator, chosen);
  }
}
