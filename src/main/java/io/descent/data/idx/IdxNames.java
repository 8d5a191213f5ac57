package io.descent.data.idx;

import io.descent.data.Compression;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The usual names of idx files. */
final class IdxNames {
  private static final String IMAGES = "images";
  private static final Pattern DIMENSIONS = Pattern.compile("([-.])idx\\d+");
  private static final String[] ENDINGS = {"", ".gz", ".bz2"};

  private IdxNames() {}

  /**
   * Where the labels of images may lie, the likeliest first: {@code train-labels-idx1-ubyte} for
   * {@code train-images-idx3-ubyte}, with {@code -} or {@code .} before {@code idx1}, compressed or
   * not; none when the file's name does not say {@code images}.
   */
  static Set<String> labelPaths(String path) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String stem = path.substring(0, Compression.bareName(path).length());
    String ending = path.substring(stem.length());
    String name = stem.substring(folder.length());
    Set<String> paths = new LinkedHashSet<>();
    int at = name.lastIndexOf(IMAGES);
    if (at >= 0) {
      String before = folder + name.substring(0, at) + "labels";
      String after = name.substring(at + IMAGES.length());
      String own = before + DIMENSIONS.matcher(after).replaceFirst("$1idx1");
      String dashed = before + DIMENSIONS.matcher(after).replaceFirst("-idx1");
      String dotted = before + DIMENSIONS.matcher(after).replaceFirst(".idx1");
      for (String bare : new String[] {own, dashed, dotted}) {
        paths.add(bare + ending);
        for (String other : ENDINGS) {
          paths.add(bare + other);
        }
      }
    }
    return paths;
  }
}
