package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileStoreTest extends FileStoreContract {
  @TempDir Path folder;

  @Override
  FileStore store() {
    return LocalFileStore.here();
  }

  @Override
  Tree tree() {
    return new LocalTree(folder);
  }

  @Override
  String root() {
    return folder.toString();
  }

  @Test
  void startsRelativePathsAtItsFolder() throws IOException {
    put("d/x", "abc");
    FileStore store = LocalFileStore.in(folder);
    assertThat(store.find("d")).containsExactly(new InputFile("d/x", 3));
    assertThat(store.find("*/?")).containsExactly(new InputFile("d/x", 3));
    assertThat(store.find("./d/../d/x")).containsExactly(new InputFile("./d/../d/x", 3));
    store.publish("m", List.of(part("a", "1")), false);
    assertThat(found("m")).containsExactly("m/a");
    assertThat(code(() -> store.find("no"), folder + " exists")).isEqualTo(ExitCode.NO_INPUT);
  }

  @Test
  void takesFileUris() throws IOException {
    put("a%20b:1.csv", "abc");
    for (String scheme : new String[] {"file:", "file://", "FILE://localhost"}) {
      assertThat(store().find(scheme + path("a%20b:1.csv")))
          .containsExactly(new InputFile(path("a%20b:1.csv"), 3));
    }
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    folder("d");
    Files.createSymbolicLink(folder.resolve("d/link"), Path.of("nowhere"));
    assertThat(code(() -> store().find(path("d")), "link to nothing")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find("/dev/null"), "/dev/null")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find("a\0b"), "not a file name")).isEqualTo(ExitCode.IO);
  }

  @Test
  void endsInFoldersThatHoldThemselves() throws IOException {
    put("d/x", "");
    Files.createSymbolicLink(folder.resolve("d/again"), folder.resolve("d"));
    assertThat(code(() -> store().find(path("d")))).isEqualTo(ExitCode.IO);
  }

  @Test
  void replacesALinkAndLeavesWhatItPointsTo() throws IOException {
    put("v1/a", "1");
    Files.createSymbolicLink(folder.resolve("m"), Path.of("v1"));
    store().publish(path("m"), List.of(part("a", "2")), true);
    assertThat(read("v1/a")).isEqualTo("1");
    assertThat(read("m/a")).isEqualTo("2");
    assertThat(left()).containsExactly("m", "v1");
  }

  @Test
  void cannotWriteWhereTheSystemForbidsIt() {
    assertThat(code(() -> store().publish("/proc/descent/m", List.of(), false), "/proc/"))
        .isIn(ExitCode.CANNOT_CREATE, ExitCode.PERMISSION);
    assertThat(code(() -> store().publish("/", List.of(), true))).isEqualTo(ExitCode.CANNOT_CREATE);
  }
}
