package io.descent.train;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Block;
import io.descent.sample.Sampler;
import io.descent.sample.ShardCensus;
import io.descent.sample.Shards;
import java.util.Objects;

/** What is counted of loaded blocks in one pass over them, before the first step. */
public final class BlockCounts {
  /** The most numbers that a step carries to its tasks: 8 MiB of them. */
  private static final long MOST_COUNTS = 1 << 20;

  private BlockCounts() {}

  /** The rows of each label in every shard; labels are numbers of classes. */
  public static ShardCensus labels(ShardedBlocks blocks) {
    return census(blocks, new Labels());
  }

  /** The shards with what a sampler asks to know of them. */
  static Shards forSampler(ShardedBlocks blocks, Sampler sampler) {
    Shards shards = blocks.shards();
    if (sampler.drawsByLabel()) {
      ShardCensus census = labels(blocks);
      check(shards.count(), census.labels());
      shards = shards.withLabels(census);
    }
    return sampler.drawsByWeight() ? shards.withWeights(census(blocks, new Weights())) : shards;
  }

  private static void check(int shards, int labels) {
    if ((long) shards * labels > MOST_COUNTS) {
      throw UserException.of(
          ExitCode.USAGE,
          "--sampling stratified counts every label in every shard, at most "
              + MOST_COUNTS
              + " numbers; "
              + labels
              + " labels in "
              + shards
              + " shards are more: use --shards "
              + MOST_COUNTS / labels
              + " or another --sampling");
    }
  }

  private static ShardCensus census(ShardedBlocks blocks, BlockFunction<ShardCensus> count) {
    return Objects.requireNonNull(blocks.sum(new double[0], count), "no shards");
  }

  private static final class Labels implements BlockFunction<ShardCensus> {
    private static final long serialVersionUID = 1L;

    @Override
    public ShardCensus apply(Block block, double[] theta) {
      return ShardCensus.ofLabels(block);
    }
  }

  private static final class Weights implements BlockFunction<ShardCensus> {
    private static final long serialVersionUID = 1L;

    @Override
    public ShardCensus apply(Block block, double[] theta) {
      return ShardCensus.ofWeights(block);
    }
  }
}
