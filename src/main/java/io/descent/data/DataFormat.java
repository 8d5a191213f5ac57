package io.descent.data;

import java.util.Locale;

/** The formats that data come in. */
public enum DataFormat {
  LIBSVM,
  CSV,
  PARQUET,
  ORC,
  JSON,
  IDX;

  /**
   * The format that a file's name tells, after dropping {@code .gz} or {@code .bz2}: by its ending
   * {@code .csv}, {@code .parquet}, {@code .orc}, {@code .json} or {@code .jsonl}, or {@code idx1-}
   * or {@code idx3-} and the like in names such as {@code train-images-idx3-ubyte}; any other name
   * is LIBSVM.
   */
  public static DataFormat ofName(String path) {
    String bare = Compression.bareName(path);
    String name = bare.substring(bare.lastIndexOf('/') + 1);
    if (name.matches(".*[-.]idx\\d+([-.]u?byte)?|.*\\.idx")) {
      return IDX;
    }
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "" : name.substring(dot + 1)) {
      case "csv" -> CSV;
      case "parquet" -> PARQUET;
      case "orc" -> ORC;
      case "json", "jsonl" -> JSON;
      default -> LIBSVM;
    };
  }

  /** The name as the option {@code --format} takes it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
