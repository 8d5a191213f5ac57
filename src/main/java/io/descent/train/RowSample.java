package io.descent.train;

import io.descent.linalg.Block;
import io.descent.linalg.Selection;
import io.descent.reduce.Mergeable;
import io.descent.sample.FixedSampler;
import io.descent.sample.Shards;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of all shards on their way to one place, shard after shard. A wire type that merges along
 * the shard tree.
 */
public final class RowSample implements Mergeable<RowSample> {
  private static final long serialVersionUID = 1L;

  /** Its random stream: no training step has this number. */
  private static final long STEP = -4;

  private Block[] parts;

  private RowSample(Block part) {
    this.parts = new Block[] {part};
  }

  /**
   * Distinct rows drawn uniformly from all shards, as blocks of this process.
   *
   * @param blocks the rows to draw from, of which there is at least one
   * @param rows how many; all where there are fewer
   * @param shards into how many blocks they are cut, at most
   */
  public static List<Block> draw(ShardedBlocks blocks, long rows, long seed, int shards) {
    RowSample drawn = blocks.sum(new double[0], new Draws(blocks.shards(), rows, seed));
    Block[] parts = drawn == null ? new Block[0] : drawn.parts;
    int count = Arrays.stream(parts).mapToInt(Block::count).sum();
    int[] part = new int[count];
    int[] row = new int[count];
    int at = 0;
    for (int p = 0; p < parts.length; p++) {
      for (int i = 0; i < parts[p].count(); i++) {
        part[at] = p;
        row[at++] = i;
      }
    }
    List<Block> cut = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      int from = (int) ((long) s * count / shards);
      int to = (int) ((long) (s + 1) * count / shards);
      cut.add(
          Block.gather(
              s, parts, Arrays.copyOfRange(part, from, to), Arrays.copyOfRange(row, from, to)));
    }
    return cut;
  }

  @Override
  public RowSample merge(RowSample right) {
    int left = parts.length;
    parts = Arrays.copyOf(parts, left + right.parts.length);
    System.arraycopy(right.parts, 0, parts, left, right.parts.length);
    return this;
  }

  private static final class Draws implements BlockFunction<RowSample> {
    private static final long serialVersionUID = 1L;

    private final Shards shards;
    private final FixedSampler sampler;
    private final long rows;
    private final long seed;

    Draws(Shards shards, long rows, long seed) {
      this.shards = shards;
      this.sampler = FixedSampler.of(rows);
      this.rows = rows;
      this.seed = seed;
    }

    @Override
    public RowSample apply(Block block, double[] theta) {
      Selection drawn = sampler.select(seed, STEP, shards, block);
      int[] list = new int[drawn.size()];
      Arrays.setAll(list, drawn::row);
      return new RowSample(block.select(list));
    }

    @Override
    public long rowsRead(long all) {
      return Math.min(rows, all);
    }
  }
}
