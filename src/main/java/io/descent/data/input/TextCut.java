package io.descent.data.input;

import io.descent.data.TextShards;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.train.Engine;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Cuts the text of files into shards. */
@FunctionalInterface
interface TextCut {
  TextShards into(int shards);

  /** By the lengths that the files have, for which compressed ones are inflated. */
  static TextCut measured(InputSpec input, List<InputFile> files, Engine engine) {
    return shards -> TextShards.plan(engine, input.store(), files, shards);
  }

  /**
   * Loads data that are read to their end, by lengths that are guessed where they can be; should
   * anything be wrong with the data then, the lengths may be, and they are loaded by the measured
   * ones.
   */
  static <T> T load(
      InputSpec input, List<InputFile> files, Engine engine, Function<TextCut, T> load) {
    TextCut measured = measured(input, files, engine);
    AtomicBoolean guessed = new AtomicBoolean();
    try {
      return load.apply(
          shards -> {
            TextShards guess = TextShards.guess(input.store(), files, shards);
            guessed.set(guess != null);
            return guess != null ? guess : measured.into(shards);
          });
    } catch (UserException e) {
      if (!guessed.get() || e.code() != ExitCode.DATA) {
        throw e;
      }
      return load.apply(measured);
    }
  }
}
