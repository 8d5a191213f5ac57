package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.descent.error.UserException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing when any one of its operations fails, or is the last before the process is killed. */
class FolderPublisherTest {
  private static final class Killed extends Error {}

  /** A tree whose n-th operation fails; after a kill every later one does too. */
  private static final class Breaking implements Tree {
    private final Tree tree;
    private final int failing;
    private final boolean after;
    private final boolean kill;
    private int operations;

    Breaking(Tree tree, int failing, boolean after, boolean kill) {
      this.tree = tree;
      this.failing = failing;
      this.after = after;
      this.kill = kill;
    }

    boolean broke() {
      return operations > failing;
    }

    private interface Step {
      void run() throws IOException;
    }

    private void change(Step step) throws IOException {
      int operation = operations++;
      boolean fails = operation == failing || (kill && operation > failing);
      if (fails && (!after || operation > failing)) {
        fail();
      }
      step.run();
      if (fails) {
        fail();
      }
    }

    private void fail() throws IOException {
      if (kill) {
        throw new Killed();
      }
      throw new IOException("Input/output error");
    }

    @Override
    public String absolute(String path) throws IOException {
      return tree.absolute(path);
    }

    @Override
    public Entry status(String path) throws IOException {
      return tree.status(path);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
      return tree.list(folder);
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
      return tree.open(file, offset);
    }

    @Override
    public void createFolder(String folder) throws IOException {
      change(() -> tree.createFolder(folder));
    }

    @Override
    public String uri(String absolute) {
      return tree.uri(absolute);
    }

    @Override
    public OutputStream create(String file) throws IOException {
      change(() -> {});
      OutputStream out = tree.create(file);
      return new FilterOutputStream(out) {
        private boolean closed;

        @Override
        public void close() throws IOException {
          if (!closed) {
            closed = true;
            change(out::close);
          }
        }
      };
    }

    @Override
    public void move(String from, String to) throws IOException {
      change(() -> tree.move(from, to));
    }

    @Override
    public void delete(String path) throws IOException {
      change(() -> tree.delete(path));
    }

    @Override
    public void sync(String folder) throws IOException {
      change(() -> tree.sync(folder));
    }
  }

  @TempDir Path folder;

  private static List<FileStore.Part> parts(String text) {
    return List.of(
        new FileStore.Part("a", out -> out.write(text.getBytes(StandardCharsets.UTF_8))),
        new FileStore.Part("b", out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static void publish(
      Tree tree, String path, List<FileStore.Part> parts, boolean overwrite) {
    PendingFolder pending = FolderPublisher.begin(() -> tree, path, overwrite);
    try {
      parts.forEach(part -> pending.write(part.name(), part.content()));
    } catch (RuntimeException e) {
      pending.abort();
      throw e;
    }
    pending.commit();
  }

  /** What a reader sees: both files' texts, or "nothing". */
  private String seen(String path) throws IOException {
    FileStore store = LocalFileStore.in(folder);
    if (!store.exists(path)) {
      return "nothing";
    }
    StringBuilder text = new StringBuilder();
    for (String name : List.of("a", "b")) {
      try (InputStream in = store.open(path + "/" + name, 0)) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private void reset(String before) throws IOException {
    new LocalTree(folder).delete(folder.toString());
    Files.createDirectory(folder);
    Tree tree = new LocalTree(folder);
    if (before.equals("old")) {
      publish(tree, "m", parts("old"), false);
    } else if (before.equals("cut short")) {
      publish(tree, ".m.replaced", parts("old"), false);
    } else if (before.equals("not tidied")) {
      publish(tree, "m", parts("old"), false);
      publish(tree, ".m.replaced", parts("older"), false);
    }
  }

  @Test
  void readersSeeOldOrNewWheneverThePublisherIsKilled() throws IOException {
    for (String before : List.of("nothing", "old", "cut short", "not tidied")) {
      List<String> results = new ArrayList<>();
      for (boolean after : new boolean[] {false, true}) {
        boolean broke = true;
        for (int n = 0; broke; n++) {
          reset(before);
          Breaking tree = new Breaking(new LocalTree(folder), n, after, true);
          try {
            publish(tree, "m", parts("new"), true);
          } catch (Killed e) {
            assertThat(tree.broke()).isTrue();
          }
          broke = tree.broke();
          String seen = seen("m");
          assertThat(seen)
              .as("%s, killed %s operation %d", before, after ? "after" : "before", n)
              .isIn(before.equals("nothing") ? "nothing" : "oldold", "newnew");
          results.add(seen);
          publish(new LocalTree(folder), "m", parts("next"), true);
          assertThat(seen("m")).isEqualTo("nextnext");
          assertThat(left()).containsExactly("m");
        }
      }
      assertThat(results).as("both are seen").contains("newnew").hasSizeGreaterThan(10);
    }
  }

  @Test
  void aFailureLeavesTheOldFolderAndNothingElse() throws IOException {
    for (String before : List.of("nothing", "old", "cut short", "not tidied")) {
      for (boolean after : new boolean[] {false, true}) {
        boolean broke = true;
        for (int n = 0; broke; n++) {
          reset(before);
          Breaking tree = new Breaking(new LocalTree(folder), n, after, false);
          boolean failed = false;
          try {
            publish(tree, "m", parts("new"), true);
          } catch (UserException e) {
            failed = true;
          }
          broke = tree.broke();
          assertThat(seen("m"))
              .as("%s, failed %s operation %d", before, after ? "after" : "before", n)
              .isEqualTo(failed ? (before.equals("nothing") ? "nothing" : "oldold") : "newnew");
          if (failed) {
            assertThat(left()).noneMatch(name -> name.contains("publishing"));
          }
        }
      }
    }
  }

  @Test
  void aPublisherWhoseFilesWereTidiedAwayFails() throws IOException {
    Tree tree = new LocalTree(folder);
    List<FileStore.Part> overtaken =
        List.of(new FileStore.Part("a", out -> publish(tree, "m", parts("other"), false)));
    assertThatThrownBy(() -> publish(tree, "m", overtaken, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another run");
    assertThat(seen("m")).isEqualTo("otherother");
    assertThat(left()).containsExactly("m");
  }
}
