package io.descent.bench;

import io.descent.data.input.Encoding;
import io.descent.linalg.Block;
import io.descent.objective.LossSum;
import io.descent.train.LocalEngine;
import io.descent.train.ShardedBlocks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows that Descent has read, put in an order that is random, to be written as LIBSVM. */
final class RealRows {
  private record Place(Block block, int row) {}

  private final List<Place> places;
  private final double[] sigmas;

  private RealRows(List<Place> places, double[] sigmas) {
    this.places = places;
    this.sigmas = sigmas;
  }

  /**
   * The rows of blocks on a {@link LocalEngine}.
   *
   * @param encoding of rows whose features are still to be divided by their deviations, or null
   */
  static RealRows of(ShardedBlocks blocks, Encoding encoding) {
    Block[] all = new Block[blocks.shards().count()];
    blocks.<LossSum>sum(
        new double[0],
        (block, theta) -> {
          all[block.shard()] = block;
          return null;
        });
    List<Place> places = new ArrayList<>();
    for (Block block : all) {
      for (int row = 0; row < block.count(); row++) {
        places.add(new Place(block, row));
      }
    }
    Collections.shuffle(places, new Random(1));
    return new RealRows(places, encoding == null ? null : encoding.sigmas());
  }

  int count() {
    return places.size();
  }

  /** Rows from, …, to − 1. */
  RealRows between(int from, int to) {
    return new RealRows(places.subList(from, Math.min(to, places.size())), sigmas);
  }

  /**
   * Writes LIBSVM with values of five digits.
   *
   * @param binary whether labels are −1 and +1, else 1 … k
   * @param scale what values are multiplied by; 0 gives rows the length 1
   */
  void write(Path file, boolean binary, double scale) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      StringBuilder line = new StringBuilder();
      for (Place place : places) {
        int label = (int) place.block().label(place.row());
        line.setLength(0);
        line.append(binary ? 2 * label - 1 : label + 1);
        double by = scale == 0 ? 1 / length(place) : scale;
        place
            .block()
            .rows()
            .forEach(
                place.row(),
                (j, x) -> {
                  double value = divided(j, x) * by;
                  if (value != 0) {
                    line.append(' ').append(j + 1).append(':').append(text(value));
                  }
                });
        out.append(line).append('\n');
      }
    }
  }

  private double divided(int feature, double value) {
    if (sigmas == null) {
      return value;
    }
    return sigmas[feature] == 0 ? 0 : value / sigmas[feature];
  }

  private double length(Place place) {
    double[] squares = {0};
    place.block().rows().forEach(place.row(), (j, x) -> squares[0] += x * x);
    return squares[0] == 0 ? 1 : Math.sqrt(squares[0]);
  }

  private static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    double unit = Math.pow(10, 4 - Math.floor(Math.log10(Math.abs(value))));
    return Float.toString((float) (Math.rint(value * unit) / unit));
  }
}
