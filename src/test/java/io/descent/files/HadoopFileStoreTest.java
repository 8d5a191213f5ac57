package io.descent.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.descent.error.ExitCode;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.local.RawLocalFs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store over Hadoop's own local file system, without its checksum files. */
class HadoopFileStoreTest extends FileStoreContract {
  private static final FileStore STORE = HadoopFileStore.of(configuration());
  private static final Tree TREE = new HadoopTree(configuration());

  @TempDir Path folder;

  private static Configuration configuration() {
    Configuration raw = new Configuration();
    raw.set("fs.file.impl", RawLocalFileSystem.class.getName());
    raw.set("fs.AbstractFileSystem.file.impl", RawLocalFs.class.getName());
    raw.set("fs.file.impl.disable.cache", "true");
    return raw;
  }

  @Override
  FileStore store() {
    return STORE;
  }

  @Override
  Tree tree() {
    return TREE;
  }

  @Override
  String root() {
    return "file:" + folder;
  }

  @Test
  void saysWhatIsWrongWithAPath() {
    assertThat(code(() -> store().find("nosuch://host/x"), "nosuch", "check the scheme"))
        .isEqualTo(ExitCode.IO);
    assertThat(code(() -> store().find("hdfs://:x:y/z"), "hdfs://:x:y/z")).isEqualTo(ExitCode.IO);
  }

  @Test
  void triesLaterWhenAHostIsNotThere() {
    Configuration quick = configuration();
    quick.set("ipc.client.connect.max.retries", "0");
    quick.set("ipc.client.connect.max.retries.on.timeouts", "0");
    assertThat(code(() -> HadoopFileStore.of(quick).find("hdfs://127.0.0.1:1/x"), "127.0.0.1"))
        .isEqualTo(ExitCode.RETRYABLE);
  }
}
