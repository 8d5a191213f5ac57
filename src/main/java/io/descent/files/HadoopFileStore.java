package io.descent.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Every file system that Hadoop's clients reach. It carries what the configuration says beyond
 * Hadoop's own defaults, and rebuilds the configuration where it arrives.
 *
 * <p>A folder is published by renames. They are one step each on HDFS; on object stores that copy
 * instead of renaming, such as S3, a reader may see a part of a folder while it is published.
 */
final class HadoopFileStore implements FileStore, FolderPublisher.Place {
  private static final long serialVersionUID = 1L;

  private final String[] keys;
  private final String[] values;
  private transient volatile @Nullable HadoopTree tree;

  private HadoopFileStore(String[] keys, String[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** The store of the configuration files on the class path. */
  static HadoopFileStore ofClassPath() {
    return of(new Configuration());
  }

  /** The store of a configuration; later changes of it do not count. */
  static HadoopFileStore of(Configuration configuration) {
    SortedMap<String, String> own = new TreeMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      String[] sources = configuration.getPropertySources(entry.getKey());
      boolean byDefault =
          sources != null
              && sources.length > 0
              && sources[sources.length - 1].endsWith("-default.xml");
      if (!byDefault) {
        own.put(entry.getKey(), entry.getValue());
      }
    }
    return new HadoopFileStore(
        own.keySet().toArray(String[]::new), own.values().toArray(String[]::new));
  }

  @Override
  public HadoopTree tree() {
    HadoopTree there = tree;
    if (there == null) {
      Configuration configuration = new Configuration();
      for (int i = 0; i < keys.length; i++) {
        configuration.set(keys[i], values[i]);
      }
      there = new HadoopTree(configuration);
      tree = there;
    }
    return there;
  }

  @Override
  public List<InputFile> find(String path) {
    try {
      // Qualified here, since another machine may have another user and other defaults.
      return PathSearch.find(tree(), path.isBlank() ? path : tree().absolute(path));
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  @Override
  public InputStream open(String path, long offset) {
    try {
      return Replaced.open(tree(), path, offset);
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  @Override
  public boolean exists(String path) {
    try {
      return Replaced.status(tree(), path) != null;
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  @Override
  public void checkPublishable(String folder) {
    try {
      FolderPublisher.folderAbove(tree(), folder);
    } catch (IOException e) {
      throw Failures.writing(folder, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    return Listing.of(tree(), folder);
  }

  @Override
  public PendingFolder begin(String folder, boolean overwrite) {
    return FolderPublisher.begin(this, folder, overwrite);
  }
}
