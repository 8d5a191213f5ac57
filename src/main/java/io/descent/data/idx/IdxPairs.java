package io.descent.data.idx;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which files go together: images with images, and with their labels. */
final class IdxPairs {
  private IdxPairs() {}

  /**
   * Refuses a file that does not hold images, or other images than the first.
   *
   * @throws UserException DATA
   */
  static void checkImages(IdxFile file, IdxFile first) {
    if (file.dimensions() == 1) {
      throw data(
          file,
          "has one dimension, as labels have ("
              + file.shape()
              + "); images have two or more: give their file, such as train-images-idx3-ubyte,"
              + " and the labels beside it are found");
    }
    if (file.width() != first.width()) {
      throw data(
          file,
          "has "
              + file.width()
              + " numbers a row ("
              + file.shape()
              + "), but "
              + first.path()
              + " has "
              + first.width()
              + " ("
              + first.shape()
              + "); all files have as many: leave one out");
    }
  }

  /**
   * The labels of images, from the file beside them, or null when there is none.
   *
   * @param place index of the file of labels among all that are read
   * @param labelled whether there must be one
   * @throws UserException NO_INPUT when there must be one and is none; DATA when it is not a file
   *     of as many labels
   */
  static @Nullable IdxFile findLabels(
      FileStore store, IdxFile images, int place, boolean labelled) {
    Set<String> paths = IdxNames.labelPaths(images.path());
    for (String path : paths) {
      if (store.exists(path)) {
        IdxFile labels = IdxFile.read(store, store.find(path).get(0), place);
        checkLabels(labels, images);
        return labels;
      }
    }
    if (labelled) {
      throw UserException.of(
          ExitCode.NO_INPUT,
          images.path()
              + (paths.isEmpty()
                  ? ": its name does not say where its labels are: call it"
                      + " NAME-images-idx3-ubyte and the file of labels NAME-labels-idx1-ubyte"
                  : ": there is no file of labels beside it: looked for "
                      + String.join(", ", paths)
                      + "; put it there"));
    }
    return null;
  }

  private static void checkLabels(IdxFile labels, IdxFile images) {
    if (labels.dimensions() != 1) {
      throw data(
          labels,
          "is "
              + labels.shape()
              + "; labels have one dimension: give the file of labels of "
              + images.path());
    }
    if (labels.rows() != images.rows()) {
      throw data(
          labels,
          "has "
              + labels.rows()
              + " labels, but "
              + images.path()
              + " has "
              + images.rows()
              + " rows; give the two files that belong together");
    }
  }

  private static UserException data(IdxFile file, String message) {
    return UserException.of(ExitCode.DATA, file.path() + ": " + message);
  }
}
