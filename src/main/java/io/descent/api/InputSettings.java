package io.descent.api;

import io.descent.data.DataFormat;
import io.descent.data.input.InputSpec;
import io.descent.data.table.Missing;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableSpec;
import io.descent.files.FileStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the settings of a training say of its data. */
final class InputSettings {
  private InputSettings() {}

  /** The files that an option names. */
  static InputSpec files(TrainConfig config, FileStore store, TrainOption paths) {
    String format = config.value(TrainOption.FORMAT);
    return new InputSpec(
        store,
        config.value(paths),
        format.equals("auto") ? null : DataFormat.valueOf(format.toUpperCase(Locale.ROOT)),
        config.isTrue(TrainOption.HEADER),
        (int) config.integer(TrainOption.SHARDS, 0));
  }

  /** What the options say of a table. */
  static TableSpec table(TrainConfig config) {
    return new TableSpec(
        config.isTrue(TrainOption.HEADER),
        config.text(TrainOption.LABEL),
        config.text(TrainOption.WEIGHT),
        config.text(TrainOption.POSITIVE),
        columns(config, TrainOption.NUMERIC),
        columns(config, TrainOption.CATEGORICAL),
        (int) config.integer(TrainOption.HASH_BITS, 0),
        Missing.valueOf(config.value(TrainOption.MISSING).toUpperCase(Locale.ROOT)),
        config.storage(),
        Standardize.valueOf(config.value(TrainOption.STANDARDIZE).toUpperCase(Locale.ROOT)),
        config.intercept(),
        Objectives.labelDomain(config),
        false);
  }

  private static List<String> columns(TrainConfig config, TrainOption option) {
    String list = config.text(option);
    return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::strip).toList();
  }
}
