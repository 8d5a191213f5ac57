package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoresTest {
  @TempDir Path folder;

  @Test
  void readsWhatIsLocalWithoutHadoop() throws Throwable {
    Files.writeString(folder.resolve("run:1.csv"), "abc");
    URL classes = FileStores.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> alone.loadClass("org.apache.hadoop.conf.Configuration"))
          .isInstanceOf(ClassNotFoundException.class);
      // By method handles: reflection would load the types of every method.
      Class<?> type = alone.loadClass(FileStore.class.getName());
      Object store =
          MethodHandles.publicLookup()
              .findStatic(
                  alone.loadClass(FileStores.class.getName()), "local", MethodType.methodType(type))
              .invoke();
      Method find = type.getMethod("find", String.class);
      for (String path : List.of(folder + "/run:1.csv", "file:" + folder)) {
        assertThat((List<?>) find.invoke(store, path)).hasSize(1);
      }
      assertThatThrownBy(() -> find.invoke(store, "hdfs://host/x"))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("hdfs://host/x")
          .hasMessageContaining("hadoop-client-api");
    }
  }

  @Test
  void readsLocalFilesTheSameWayOnACluster() throws IOException {
    Files.writeString(folder.resolve("x"), "abc");
    FileStore store = FileStores.hadoop(new Configuration());
    store.publish(folder + "/m", List.of(FileStoreContract.part("a", "1")), false);
    assertThat(store.find("file:" + folder))
        .containsExactly(new InputFile(folder + "/m/a", 1), new InputFile(folder + "/x", 3));
    try (var all = Files.walk(folder)) {
      assertThat(all.map(p -> p.getFileName().toString())).noneMatch(n -> n.endsWith(".crc"));
    }
  }

  @Test
  void saysWhatAFailureMeans() {
    check(Failures.reading("x", new AccessDeniedException("x")), ExitCode.PERMISSION, "mode");
    check(Failures.writing("x", new AccessDeniedException("/x")), ExitCode.PERMISSION, "/x");
    check(
        Failures.writing("x", new FileSystemException("/x", null, "Operation not permitted")),
        ExitCode.PERMISSION,
        "may not write");
    check(
        Failures.writing("x", new FileSystemException("/x", null, "Read-only file system")),
        ExitCode.CANNOT_CREATE,
        "read-only");
    check(
        Failures.writing("x", new IOException("No space left on device")),
        ExitCode.IO,
        "free some");
    check(Failures.writing("x", new IOException("Disk quota exceeded")), ExitCode.IO, "free some");
    check(Failures.reading("x", new IOException("Input/output error")), ExitCode.IO, "disk");
    check(
        Failures.reading("x", new UnknownHostException("h")), ExitCode.RETRYABLE, "unknown host h");
    check(Failures.reading("x", new IOException((String) null)), ExitCode.IO, "IOException");
  }

  private static void check(UserException e, ExitCode code, String text) {
    assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
    assertThat(e.getMessage()).startsWith("x: ").contains(text);
  }
}
