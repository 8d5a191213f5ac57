package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store over HDFS: a name node and a data node in this process. */
class HdfsFileStoreIT extends FileStoreContract {
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  @TempDir static Path disk;
  private static MiniDFSCluster cluster;
  private static Configuration configuration;

  private String root;

  @BeforeAll
  static void start() throws IOException {
    Configuration own = new Configuration();
    own.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
    own.set("dfs.namenode.fs-limits.min-block-size", "1024");
    cluster = new MiniDFSCluster.Builder(own).numDataNodes(1).build();
    configuration = new Configuration();
    configuration.set("fs.defaultFS", cluster.getURI().toString());
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @BeforeEach
  void folder() throws IOException {
    root = cluster.getURI() + "/test" + FOLDERS.incrementAndGet();
    tree().createFolder(root);
  }

  @Override
  FileStore store() {
    return FileStores.hadoop(configuration);
  }

  @Override
  Tree tree() {
    return new HadoopTree(configuration);
  }

  @Override
  String root() {
    return root;
  }

  @Test
  void followsTheDefaultFileSystem() throws IOException {
    put("d/x", "abc");
    String plain = URI.create(path("d/x")).getPath();
    assertThat(names(store().find(plain))).containsExactly("d/x");
    store().publish(URI.create(path("m")).getPath(), List.of(part("a", "1")), false);
    assertThat(read("m/a")).isEqualTo("1");
  }

  @Test
  void saysWhoMayNotReadOrWrite() throws Exception {
    put("mine/x", "abc");
    cluster
        .getFileSystem()
        .setPermission(new org.apache.hadoop.fs.Path(path("mine")), new FsPermission((short) 0700));
    UserGroupInformation other =
        UserGroupInformation.createUserForTesting("somebody", new String[] {"others"});
    other.doAs(
        (PrivilegedExceptionAction<Void>)
            () -> {
              FileStore store = FileStores.hadoop(configuration);
              assertThat(code(() -> store.find(path("mine/x")), path("mine/x")))
                  .isEqualTo(ExitCode.PERMISSION);
              assertThat(code(() -> store.find(path("mine")))).isEqualTo(ExitCode.PERMISSION);
              assertThat(
                      code(
                          () -> store.publish(path("mine/m"), List.of(part("a", "1")), false),
                          path("mine/m")))
                  .isEqualTo(ExitCode.PERMISSION);
              return null;
            });
  }
}
