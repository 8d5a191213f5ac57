package io.descent.data.table;

import io.descent.linalg.Rows;
import io.descent.linalg.RowsBuilder;
import io.descent.linalg.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes the features of rows, slot by slot, ascending. <b>Not thread-safe.</b> */
final class FeatureSink {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final TableEncoding encoding;
  private final boolean standardised;
  private final RowsBuilder rows;
  private final double limit;
  private final long[] missing;
  private int feature;
  private int[] hashed = new int[16];
  private int hashes;

  FeatureSink(TableEncoding encoding, boolean standardised, Storage storage) {
    this.encoding = encoding;
    this.standardised = standardised;
    this.rows = RowsBuilder.with(storage, encoding.width());
    this.limit = storage == Storage.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    this.missing = new long[encoding.columns()];
  }

  /** Whether features are wanted as training sees them, else as they are. */
  boolean standardised() {
    return standardised;
  }

  /** Begins a column of the current row. */
  void column(int index) {
    feature = index;
  }

  /** Counts an empty cell in the current column. */
  void countMissing() {
    missing[feature]++;
  }

  /** Adds a numeric feature. */
  void put(int slot, double value) {
    if (!(Math.abs(value) <= limit)) {
      throw BadCellException.of(
          encoding.columnName(feature),
          Double.toString(value),
          "this is beyond what a feature can hold; use --storage double, or remove the value");
    }
    rows.add(slot, value);
  }

  /** Adds 1 in a slot whose deviation is sigma. */
  void putOne(int slot, double sigma) {
    if (!standardised) {
      rows.add(slot, 1);
    } else if (sigma > 0) {
      put(slot, 1 / sigma);
    }
  }

  /** Adds 1 in the shared slot of a text of a column. */
  void hash(String column, String value) {
    if (hashes == hashed.length) {
      hashed = Arrays.copyOf(hashed, 2 * hashes);
    }
    long h = fnv(FNV_OFFSET, column);
    h = (h ^ '=') * FNV_PRIME;
    h = fnv(h, value);
    // FNV leaves the low bits weak; this spreads every bit over all (the finaliser of MurmurHash3).
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    hashed[hashes++] = (int) (h & ((1L << encoding.hashBits()) - 1));
  }

  private static long fnv(long start, String text) {
    long h = start;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * FNV_PRIME;
    }
    return h;
  }

  /** Ends the row; texts that share a slot add up there. */
  void endRow() {
    if (hashes > 0) {
      putHashed();
    }
    rows.endRow();
  }

  private void putHashed() {
    Arrays.sort(hashed, 0, hashes);
    for (int i = 0; i < hashes; ) {
      int slot = hashed[i];
      int count = 0;
      for (; i < hashes && hashed[i] == slot; i++) {
        count++;
      }
      double sigma = standardised ? encoding.hashedSigma(slot) : 1;
      if (sigma > 0) {
        put(encoding.hashedBase() + slot, count / sigma);
      }
    }
    hashes = 0;
  }

  int count() {
    return rows.count();
  }

  /** Empty cells of each feature column. */
  long[] missing() {
    return missing;
  }

  /** Tells which share of the shard the rows so far took. */
  void done(double share) {
    rows.done(share);
  }

  Rows build() {
    return rows.build(encoding.width());
  }
}
