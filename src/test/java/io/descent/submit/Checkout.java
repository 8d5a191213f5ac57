package io.descent.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.SparkConf;

/**
 * A copy of what submit.sh needs of the project, in a folder of the test's choice, with a program
 * of a few lines in the place of Descent's jar: it prints what it was started with.
 */
final class Checkout implements AutoCloseable {

  /** What a process left: its exit code and both outputs. */
  record Result(int code, String out, String err) {
    /** The value the stand-in printed under a name. */
    String printed(String name) {
      return out.lines()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in: " + out + err));
    }
  }

  private static final String STAND_IN =
      """
      package io.descent.cli;

      import java.util.Arrays;
      import org.apache.spark.SparkConf;
      import org.apache.spark.api.java.JavaSparkContext;

      public class Main {
        public static void main(String[] arguments) {
          System.out.println("arguments=" + String.join("|", arguments));
          long heap =
              Long.parseLong(
                  java.lang.management.ManagementFactory.getPlatformMXBean(
                          com.sun.management.HotSpotDiagnosticMXBean.class)
                      .getVMOption("MaxHeapSize")
                      .getValue());
          System.out.println("megabytes=" + heap / 1048576);
          System.out.println("flavour=" + System.getProperty("flavour"));
          System.out.println("log=" + System.getenv("DESCENT_LOG"));
          org.slf4j.LoggerFactory.getLogger(Main.class).info("a line for the log");
          boolean spark = Main.class.getClassLoader().getResource("org/apache/spark/SparkConf.class") != null;
          System.out.println("spark=" + spark);
          if (spark) {
            OnSpark.run();
          }
          System.exit(Arrays.asList(arguments).contains("seven") ? 7 : 0);
        }

        static class OnSpark {
          static void run() {
            try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("test"))) {
              System.out.println("master=" + context.master());
              System.out.println(
                  "sum=" + context.parallelize(Arrays.asList(1, 2, 3)).map(x -> x + 1).reduce(Integer::sum));
            }
          }
        }
      }
      """;

  private static final String REHEARSAL =
      """
      package io.descent.cli;

      public final class Rehearsal {
        public static void main(String[] arguments) throws Exception {
          Class.forName("io.descent.cli.Main");
        }
      }
      """;

  private final Path folder;

  private Checkout(Path folder) {
    this.folder = folder;
  }

  /** A checkout whose jar is there and newer than its sources, without the embedded Spark. */
  static Checkout in(Path folder) throws IOException {
    Path project = Path.of("").toAbsolutePath();
    Files.createDirectories(folder.resolve("src/main/java"));
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("target"));
    for (String name : List.of("submit.sh", "pom.xml", "conf/log4j2.xml")) {
      Files.copy(project.resolve(name), folder.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path source = Files.writeString(folder.resolve("src/main/java/Main.java"), STAND_IN);
    Checkout checkout = new Checkout(folder);
    checkout.packJar(source);
    return checkout;
  }

  /** Gives the jar a program that loads what the stand-in needs, for the archive of classes. */
  Checkout withRehearsal() throws IOException {
    packJar(Files.writeString(folder.resolve("src/main/java/Rehearsal.java"), REHEARSAL));
    return this;
  }

  private void packJar(Path source) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    String path = System.getProperty("java.class.path");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                path,
                "-d",
                classes.toString(),
                source.toString());
    if (code != 0) {
      throw new AssertionError("the stand-in does not compile");
    }
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jar()));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  Path folder() {
    return folder;
  }

  Path script() {
    return folder.resolve("submit.sh");
  }

  Path jar() {
    return folder.resolve("target/descent.jar");
  }

  Path links() {
    return folder.resolve("target/spark/jars");
  }

  /** The same files under another name. */
  Checkout moveTo(Path other) throws IOException {
    return new Checkout(Files.move(folder, other));
  }

  /** Writes an executable file. */
  static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new AssertionError("cannot make " + file + " executable");
    }
    return file;
  }

  /** Gives the checkout links to the jars this test runs with, as a first run would. */
  Checkout linked() throws IOException {
    Files.createDirectories(links());
    int count = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path link = links().resolve(Path.of(entry).getFileName());
      if (entry.endsWith(".jar") && !Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of(entry));
        count++;
      }
    }
    Files.writeString(folder.resolve("target/spark/linked"), count + "\n");
    return this;
  }

  /** Takes the links away, at which JUnit would warn, link by link, when it cleans up. */
  @Override
  public void close() throws IOException {
    if (Files.isDirectory(links())) {
      try (Stream<Path> found = Files.list(links())) {
        for (Path link : found.toList()) {
          Files.delete(link);
        }
      }
    }
  }

  /** Starts submit.sh in the checkout's parent folder. */
  Result submit(String... arguments) {
    return submit(Map.of(), arguments);
  }

  /** Starts submit.sh with further variables; an empty value removes one. */
  Result submit(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", script().toString()));
    command.addAll(List.of(arguments));
    return run(folder.getParent(), environment, command);
  }

  static Result run(Path directory, Map<String, String> environment, List<String> command) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : List.of("SPARK_HOME", "SPARK_CONF_DIR", "MASTER", "DESCENT_LOG")) {
      variables.put(name, "");
    }
    variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("MAVEN_OPTS", "-Dmaven.repo.local=" + localRepository());
    variables.putAll(environment);
    try {
      Path out = Files.createTempFile("submit", ".out");
      Path err = Files.createTempFile("submit", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      variables.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + command);
      }
      Result result =
          new Result(
              process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The repository this test's own jars come from: a Maven that a test starts has all it needs. */
  private static Path localRepository() {
    try {
      Path jar =
          Path.of(SparkConf.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // org/apache/spark/<artifact>/<version>/<file>
      Path repository = jar;
      for (int i = 0; i < 6; i++) {
        repository = repository.getParent();
      }
      return repository;
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
