package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every file store does. Each test has an empty folder of its own. */
abstract class FileStoreContract {
  /** The store. */
  abstract FileStore store();

  /** The same file system, below it. */
  abstract Tree tree();

  /** An empty folder, without a slash at its end. */
  abstract String root();

  final String path(String name) {
    return root() + "/" + name;
  }

  final void put(String name, String text) throws IOException {
    StringBuilder folder = new StringBuilder(root());
    String[] names = name.split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      tree().createFolder(folder.append('/').append(names[i]).toString());
    }
    try (OutputStream out = tree().create(path(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  final void folder(String name) throws IOException {
    tree().createFolder(path(name));
  }

  final String read(String name) throws IOException {
    try (InputStream in = store().open(path(name), 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  final List<String> names(List<InputFile> files) {
    String prefix = root() + "/";
    return files.stream()
        .map(InputFile::path)
        .map(p -> p.startsWith(prefix) ? p.substring(prefix.length()) : p)
        .toList();
  }

  final List<String> found(String name) {
    return names(store().find(path(name)));
  }

  static FileStore.Part part(String name, String text) {
    return new FileStore.Part(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  final ExitCode code(Runnable action, String... inMessage) {
    UserException e = catchThrowableOfType(UserException.class, action::run);
    assertThat(e).as("a UserException").isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n");
    for (String text : inMessage) {
      assertThat(e.getMessage()).contains(text);
    }
    return e.code();
  }

  /** Names of everything directly in the root folder. */
  final List<String> left() throws IOException {
    return tree().list(root()).stream().map(e -> PathNames.name(e.path())).sorted().toList();
  }

  @Test
  void findsAFileItself() throws IOException {
    put("_odd name,x.csv", "abc");
    assertThat(store().find(path("_odd name,x.csv")))
        .containsExactly(new InputFile(path("_odd name,x.csv"), 3));
  }

  @Test
  void findsTheFilesBelowAFolderInTheOrderOfTheirPaths() throws IOException {
    for (String name :
        List.of(
            "d/b",
            "d/a/z",
            "d/a.x",
            "d/B",
            "d/_SUCCESS",
            "d/.b.crc",
            "d/_t/x",
            "d/é",
            "d/a/.h/x")) {
      put(name, name);
    }
    put("d/\uD83D\uDE00", "beyond U+FFFF");
    put("d/\uFF5E", "below U+FFFF");
    List<String> expected =
        List.of("d/B", "d/a.x", "d/a/z", "d/b", "d/é", "d/\uFF5E", "d/\uD83D\uDE00");
    assertThat(found("d")).isEqualTo(expected);
    assertThat(found("d/")).isEqualTo(expected);
  }

  @Test
  void findsTheFilesOfGlobs() throws IOException {
    for (String name :
        List.of("1/x.csv", "1/y.csv", "2/x.csv", "2/deep/x.csv", "30/x.gz", "1/_x.csv", "z")) {
      put(name, name);
    }
    assertThat(found("*/x.csv")).containsExactly("1/x.csv", "2/x.csv");
    assertThat(found("?")).containsExactly("1/x.csv", "1/y.csv", "2/deep/x.csv", "2/x.csv", "z");
    assertThat(found("1/[xy].csv")).containsExactly("1/x.csv", "1/y.csv");
    assertThat(found("1/[!x].csv")).containsExactly("1/y.csv");
    assertThat(found("1/[^a-x].csv")).containsExactly("1/y.csv");
    assertThat(found("[1-3]*/x.*")).containsExactly("1/x.csv", "2/x.csv", "30/x.gz");
    assertThat(found("{2,1}/x.csv")).containsExactly("1/x.csv", "2/x.csv");
    assertThat(found("{2/deep,1}/{x,y}.csv")).containsExactly("1/x.csv", "1/y.csv", "2/deep/x.csv");
    assertThat(found("{1,1/x.csv}")).containsExactly("1/x.csv", "1/y.csv");
    assertThat(found("{1,nothing}/x.csv")).containsExactly("1/x.csv");
  }

  @Test
  void takesAPathThatExistsForNoGlob() throws IOException {
    put("a[1].csv", "");
    put("a1.csv", "");
    assertThat(found("a[1].csv")).containsExactly("a[1].csv");
    assertThat(found("a[1]*.csv")).containsExactly("a1.csv");
  }

  @Test
  void findsACommaListInItsOrder() throws IOException {
    put("b/2", "");
    put("b/1", "");
    put("a", "");
    String list = path("b") + ", " + path("a") + "," + path("{b/1,a}") + "," + path("a");
    assertThat(names(store().findAll(list))).containsExactly("b/1", "b/2", "a", "a", "b/1", "a");
    assertThat(code(() -> store().findAll(path("a") + ",,"), "comma list"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesTheNearestFolderOfAMissingFile() throws IOException {
    folder("there");
    put("file", "x");
    assertThat(
            code(
                () -> store().find(path("there/no/x.csv")),
                path("there/no/x.csv"),
                path("there") + " exists",
                "\"no\""))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find(path("file/x")), path("file") + " is a file"))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find(path("there/*.csv")), "no file matches"))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find(path("there")), "holds no files"))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().find(" "), "empty path")).isEqualTo(ExitCode.USAGE);
    assertThat(code(() -> open("nothing"), path("nothing"))).isEqualTo(ExitCode.NO_INPUT);
  }

  private void open(String name) {
    try {
      store().open(path(name), 0).close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void opensAFileAtAnyByte() throws IOException {
    put("x", "0123456789");
    for (int offset = 0; offset <= 10; offset++) {
      try (InputStream in = store().open(path("x"), offset)) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("0123456789".substring(offset));
      }
    }
  }

  @Test
  void knowsWhatExists() throws IOException {
    put("d/x", "");
    assertThat(store().exists(path("d"))).isTrue();
    assertThat(store().exists(path("d/x"))).isTrue();
    assertThat(store().exists(path("d/y"))).isFalse();
    assertThat(store().exists(path("d/x/y"))).isFalse();
  }

  @Test
  void publishesAFolderAndTheFoldersAboveIt() throws IOException {
    store().publish(path("p/q/m"), List.of(part("a", "1"), part("b", "")), false);
    assertThat(found("p/q/m")).containsExactly("p/q/m/a", "p/q/m/b");
    assertThat(read("p/q/m/a")).isEqualTo("1");
    assertThat(read("p/q/m/b")).isEmpty();
    assertThat(tree().list(path("p/q"))).hasSize(1);
  }

  @Test
  void replacesAFolderWithAllItHeld() throws IOException {
    put("m/old", "old");
    put("m/sub/old", "old");
    store().publish(path("m"), List.of(part("a", "1")), true);
    store().publish(path("m"), List.of(part("b", "2")), true);
    assertThat(found("m")).containsExactly("m/b");
    assertThat(read("m/b")).isEqualTo("2");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void replacesNothingUnlessTold() throws IOException {
    put("m/a", "old");
    assertThat(
            code(
                () -> store().publish(path("m"), List.of(part("a", "1")), false),
                path("m"),
                "--overwrite"))
        .isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(read("m/a")).isEqualTo("old");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void tellsBeforehandWhatCannotBePublished() throws IOException {
    put("m", "old");
    folder("there");
    for (String path : List.of("m/n", "m/n/o")) {
      assertThat(code(() -> store().checkPublishable(path(path)), path("m") + " is a file"))
          .isEqualTo(ExitCode.CANNOT_CREATE);
    }
    store().checkPublishable(path("there/x"));
    store().checkPublishable(path("not/there/yet"));
    assertThat(left()).containsExactly("m", "there");
  }

  @Test
  void refusesToReplaceAFile() throws IOException {
    put("m", "old");
    for (boolean overwrite : new boolean[] {false, true}) {
      assertThat(
              code(
                  () -> store().publish(path("m"), List.of(part("a", "1")), overwrite),
                  path("m"),
                  "is a file"))
          .isEqualTo(ExitCode.CANNOT_CREATE);
    }
    assertThat(
            code(
                () -> store().publish(path("m/n/o"), List.of(part("a", "1")), true),
                path("m") + " is a file"))
        .isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(read("m")).isEqualTo("old");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    put("m/a", "old");
    FileStore.Part full =
        new FileStore.Part(
            "b",
            out -> {
              out.write(1);
              throw new IOException("No space left on device");
            });
    List<FileStore.Part> parts = List.of(part("a", "new"), full);
    assertThat(code(() -> store().publish(path("m"), parts, true), path("m"), "no space left"))
        .isEqualTo(ExitCode.IO);
    assertThat(code(() -> store().publish(path("p/q/m"), parts, true), "no space left"))
        .isEqualTo(ExitCode.IO);
    FileStore.Part bug =
        new FileStore.Part(
            "b",
            out -> {
              throw new IllegalStateException("bug");
            });
    assertThatThrownBy(() -> store().publish(path("m"), List.of(bug), true)).hasMessage("bug");
    assertThat(read("m/a")).isEqualTo("old");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void refusesNamesThatAreNotOneName() {
    for (String name : List.of("", "a/b")) {
      assertThatThrownBy(() -> store().publish(path("m"), List.of(part(name, "")), false))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> store().publish(path("m"), List.of(part("a", ""), part("a", "")), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTheOldFolderWhileThereIsNoNewOne() throws IOException {
    put(".m.replaced/a", "old");
    assertThat(store().exists(path("m"))).isTrue();
    assertThat(store().exists(path("m/a"))).isTrue();
    assertThat(store().exists(path("m/b"))).isFalse();
    assertThat(read("m/a")).isEqualTo("old");
    assertThat(found("m")).containsExactly(".m.replaced/a");
    assertThat(found("m/a")).containsExactly(".m.replaced/a");
    assertThat(code(() -> store().publish(path("m"), List.of(part("a", "new")), false)))
        .isEqualTo(ExitCode.CANNOT_CREATE);
    store().publish(path("m"), List.of(part("a", "new")), true);
    assertThat(read("m/a")).isEqualTo("new");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void readsTheNewFolderAsSoonAsItIsThere() throws IOException {
    put(".m.replaced/a", "old");
    put(".m.replaced/b", "old");
    put("m/a", "new");
    assertThat(read("m/a")).isEqualTo("new");
    assertThat(store().exists(path("m/b"))).isFalse();
    assertThat(code(() -> open("m/b"))).isEqualTo(ExitCode.NO_INPUT);
    store().publish(path("m"), List.of(part("a", "newer")), true);
    assertThat(read("m/a")).isEqualTo("newer");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void tidiesUpAfterPublishersThatWereKilled() throws IOException {
    put(".m.publishing-1/a", "part");
    put(".m.discarded-1/a", "part");
    put(".n.publishing-1/a", "another's");
    assertThat(store().exists(path("m"))).isFalse();
    store().publish(path("m"), List.of(part("a", "1")), false);
    assertThat(left()).containsExactly(".n.publishing-1", "m");
  }

  @Test
  void listsAllThatStandsInAFolder() throws IOException {
    put("d/b", "");
    put("d/_SUCCESS", "");
    put("d/.hidden", "");
    put("d/a/x", "");
    put(".m.replaced/old", "");
    assertThat(store().list(path("d"))).containsExactly(".hidden", "_SUCCESS", "a/", "b");
    assertThat(store().list(path("m"))).containsExactly("old");
    assertThat(code(() -> store().list(path("no")), "no such folder")).isEqualTo(ExitCode.NO_INPUT);
    assertThat(code(() -> store().list(path("d/b")), "is a file")).isEqualTo(ExitCode.NO_INPUT);
  }

  private static PendingFolder copied(PendingFolder pending) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(pending);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PendingFolder) in.readObject();
    }
  }

  private static FileStore.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void publishesWhatOtherProcessesWrote() throws Exception {
    PendingFolder pending = store().begin(path("p/m"), false);
    PendingFolder there = copied(pending);
    there.write("a", text("1"));
    try (PendingFile lost = there.create("lost")) {
      lost.write(1);
    }
    PendingFile first = there.create("b");
    first.write("2".getBytes(StandardCharsets.UTF_8));
    PendingFile second = copied(pending).create("b");
    second.write("2".getBytes(StandardCharsets.UTF_8));
    second.complete();
    first.complete();
    PendingFile unfinished = there.create("c");
    unfinished.write(1);
    assertThat(store().exists(path("p/m"))).isFalse();
    pending.commit();
    assertThat(tree().list(path("p/m"))).hasSize(2);
    assertThat(read("p/m/a")).isEqualTo("1");
    assertThat(read("p/m/b")).isEqualTo("2");
    assertThat(tree().list(path("p"))).as("nothing beside it").hasSize(1);
    pending.abort();
    assertThat(read("p/m/a")).as("too late to abort").isEqualTo("1");
    assertThat(code(unfinished::complete)).isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(code(() -> there.create("d"), "every machine")).isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(tree().list(path("p/m"))).as("late tasks leave nothing").hasSize(2);
    assertThat(tree().list(path("p"))).hasSize(1);
  }

  @Test
  void abortsWithoutATrace() throws IOException {
    put("m/a", "old");
    for (String name : List.of("m", "p/q/m")) {
      PendingFolder pending = store().begin(path(name), true);
      pending.write("a", text("new"));
      PendingFile unfinished = pending.create("b");
      unfinished.write(1);
      pending.abort();
      pending.abort();
      unfinished.close();
      assertThat(code(() -> pending.create("c"))).isEqualTo(ExitCode.CANNOT_CREATE);
    }
    assertThat(read("m/a")).isEqualTo("old");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void doesNotReplaceWhatCameInTheMeantime() throws IOException {
    PendingFolder pending = store().begin(path("m"), false);
    pending.write("a", text("mine"));
    put("m/a", "theirs");
    assertThat(code(pending::commit, "--overwrite")).isEqualTo(ExitCode.CANNOT_CREATE);
    assertThat(read("m/a")).isEqualTo("theirs");
    assertThat(left()).containsExactly("m");
  }

  @Test
  void travels() throws Exception {
    put("x", "abc");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(store());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      FileStore there = (FileStore) in.readObject();
      assertThat(there.find(path("x"))).isEqualTo(store().find(path("x")));
      assertThat(there.exists(path("x"))).isTrue();
    }
    assertThat(bytes.size()).as("bytes in every task").isLessThan(20_000);
  }
}
