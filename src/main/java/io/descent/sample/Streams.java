package io.descent.sample;

/** The numbers of random streams that are not those of a shard, which are 0 and above. */
final class Streams {
  private Streams() {}

  /** What is drawn once a step for all shards. */
  static final long STEP = -1;

  /** The seed of the order in which rows are dealt to shards; no node or label has it. */
  static final long DEAL = Long.MIN_VALUE;

  /**
   * A node of the binary tree over the shards, which halves a run of them: by the first shard of
   * its right half, which no other node has.
   */
  static long node(int middle) {
    return -1L - middle;
  }

  /** A label. */
  static long label(int label) {
    return -2L - label;
  }
}
