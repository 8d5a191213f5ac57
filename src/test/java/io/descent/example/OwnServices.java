package io.descent.example;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A class path on which a jar brings losses and rules. */
public final class OwnServices {
  public static final String LOSS = "io.descent.objective.Loss";
  public static final String RULE = "io.descent.optim.UpdateRule";

  private OwnServices() {}

  /** Runs something while a folder declares services, each a pair of interface and class names. */
  public static <T> T with(Path folder, Callable<T> action, String... services) throws Exception {
    Path declared = Files.createDirectories(folder.resolve("META-INF/services"));
    for (int i = 0; i < services.length; i += 2) {
      Files.writeString(declared.resolve(services[i]), services[i + 1] + "\n");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return action.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Writes the example as a jar: its two classes, and the two lines that declare them. */
  public static Path jar(Path file) {
    String example = OwnLossAndRule.class.getName();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String name : new String[] {example + "$LogCosh", example + "$Normalised"}) {
        String path = name.replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(path));
        copy(path, jar);
      }
      jar.putNextEntry(new JarEntry("META-INF/services/" + LOSS));
      jar.write((example + "$LogCosh\n").getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new JarEntry("META-INF/services/" + RULE));
      jar.write((example + "$Normalised\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static void copy(String resource, OutputStream to) throws IOException {
    try (var in = OwnServices.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      in.transferTo(to);
    }
  }
}
