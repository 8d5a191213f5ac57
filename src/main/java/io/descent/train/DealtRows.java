package io.descent.train;

import io.descent.linalg.Block;
import io.descent.sample.Deal;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of one shard on their way to another, with the places that a {@link Deal} gives them. */
public final class DealtRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shard;
  private final int[] places;
  private final Block rows;

  private DealtRows(int shard, int[] places, Block rows) {
    this.shard = shard;
    this.places = places;
    this.rows = rows;
  }

  /** The shard that they go to. */
  public int shard() {
    return shard;
  }

  /** What a shard gives to every shard that gets rows of it. */
  public static List<DealtRows> of(Block block, Deal deal) {
    long[] places = deal.places(block.shard());
    int[][] lists = new int[deal.shards()][];
    int[] counts = new int[deal.shards()];
    int[] to = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      to[i] = deal.shardOf(places[i]);
      counts[to[i]]++;
    }
    for (int s = 0; s < lists.length; s++) {
      lists[s] = new int[counts[s]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < places.length; i++) {
      lists[to[i]][counts[to[i]]++] = i;
    }
    List<DealtRows> given = new ArrayList<>();
    for (int s = 0; s < lists.length; s++) {
      if (lists[s].length > 0) {
        long first = deal.firstPlace(s);
        int[] within = Arrays.stream(lists[s]).map(i -> (int) (places[i] - first)).toArray();
        given.add(new DealtRows(s, within, block.select(lists[s])));
      }
    }
    return given;
  }

  /**
   * The block of a shard, of what all shards give it, in any order.
   *
   * @throws IllegalStateException when a place is empty
   */
  public static Block block(int shard, List<DealtRows> given, Deal deal) {
    int rows = deal.rows(shard);
    Block[] pieces = new Block[given.size()];
    int[] piece = new int[rows];
    int[] row = new int[rows];
    Arrays.fill(piece, -1);
    for (int p = 0; p < pieces.length; p++) {
      DealtRows dealt = given.get(p);
      pieces[p] = dealt.rows;
      for (int i = 0; i < dealt.places.length; i++) {
        piece[dealt.places[i]] = p;
        row[dealt.places[i]] = i;
      }
    }
    for (int place = 0; place < rows; place++) {
      if (piece[place] < 0) {
        throw new IllegalStateException("no row for place " + place + " of shard " + shard);
      }
    }
    return Block.gather(shard, pieces, piece, row);
  }
}
