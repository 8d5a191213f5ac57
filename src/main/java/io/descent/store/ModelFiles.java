package io.descent.store;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** The bytes of the files of a model folder, checked against what model.json says of them. */
final class ModelFiles {
  /** Room for the means of tens of millions of features. */
  private static final int LONGEST_TEXT = 1_000_000_000;

  private final FileStore store;
  private final String folder;

  ModelFiles(FileStore store, String folder) {
    this.store = store;
    this.folder = folder;
  }

  /** The path of a file in the folder. */
  String path(String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /**
   * The bytes of model.json.
   *
   * @throws UserException NO_INPUT when there is no folder, DATA when it is no model
   */
  byte[] model() {
    if (!store.exists(folder)) {
      throw UserException.of(
          ExitCode.NO_INPUT,
          folder + ": there is no such model: check the path, or train it first");
    }
    if (!store.exists(path(ModelFolder.MODEL))) {
      throw UserException.of(
          ExitCode.DATA,
          folder
              + ": is not a Descent model: no "
              + ModelFolder.MODEL
              + " there: give a model's folder");
    }
    return bytes(ModelFolder.MODEL);
  }

  /** The tensors of the weights. */
  List<Tensor> weights(Digest expected) {
    String name = ModelFolder.WEIGHTS;
    present(name);
    List<InputFile> found = store.find(path(name));
    // Before anything is allocated: no array is larger than the file that is to fill it.
    check(name, found.size() == 1 && found.get(0).length() == expected.length());
    CRC32C crc = new CRC32C();
    List<Tensor> tensors;
    try (InputStream in =
        new CheckedInputStream(new BufferedInputStream(store.open(path(name), 0), 1 << 16), crc)) {
      tensors = Safetensors.read(in, expected.length(), path(name));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    check(name, crc.getValue() == expected.crc32c());
    return tensors;
  }

  /** The bytes of a file. */
  byte[] bytes(String name, Digest expected) {
    present(name);
    byte[] bytes = bytes(name);
    check(name, Digest.of(out -> out.write(bytes)).equals(expected));
    return bytes;
  }

  private byte[] bytes(String name) {
    try (InputStream in = store.open(path(name), 0)) {
      byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
      if (bytes.length > LONGEST_TEXT) {
        throw damaged(name + " is longer than " + LONGEST_TEXT + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private void present(String name) {
    if (!store.exists(path(name))) {
      throw damaged(name + " is missing");
    }
  }

  private void check(String name, boolean right) {
    if (!right) {
      throw damaged(name + " is not the file that was written with it");
    }
  }

  UserException damaged(String problem) {
    return UserException.of(
        ExitCode.DATA,
        folder
            + ": the model cannot be read: "
            + problem.replaceAll("\\s+", " ")
            + "; restore it, or train it again");
  }

  private UserException unreadable(String name, IOException e) {
    return UserException.of(
        ExitCode.IO, path(name) + ": reading failed: " + e.getMessage() + ": check the disk", e);
  }
}
