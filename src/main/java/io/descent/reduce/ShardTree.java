package io.descent.reduce;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The partial results of some shards, added along one fixed binary tree.
 *
 * <p>The tree stands over the positions [0, 2^⌈log₂S⌉) of S shards. A node is a range [a, a+2ᵏ)
 * with 2ᵏ dividing a, and holds the partial result of that range, or nothing when no shard of it
 * has one (<em>empty</em>; positions from S on are always empty). As soon as a node and its buddy
 * are both here they become their parent: left {@link Mergeable#merge merge} right, where empty + v
 * and v + empty are v itself. Which additions are made, and on which side each operand stands, is
 * thus fixed by S alone: the sum has the same bits in every order of {@link #put} and {@link
 * #merge}, however the shards are spread over partitions, and under any retry.
 *
 * <p>A fresh tree carries no array, so that it costs nothing as the zero of an aggregation. While a
 * contiguous run of shards is being added at most log₂S + 1 results are held; a reducer that
 * receives r runs holds at most r times that. <b>Not thread-safe.</b>
 *
 * @param <T> the partial result
 */
public final class ShardTree<T extends Mergeable<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int shards;
  private int size;
  private int @Nullable [] starts;
  private int @Nullable [] lengths;
  private @Nullable Object @Nullable [] values;

  private ShardTree(int shards) {
    this.shards = shards;
  }

  /**
   * The tree over {@code shards} shards with nothing added yet.
   *
   * @throws IllegalArgumentException unless 1 ≤ shards ≤ 2³⁰
   */
  public static <T extends Mergeable<T>> ShardTree<T> over(int shards) {
    if (shards < 1 || shards > 1 << 30) {
      throw new IllegalArgumentException("shards must be in 1 … 2^30, got " + shards);
    }
    return new ShardTree<>(shards);
  }

  /**
   * Adds the partial result of one shard.
   *
   * @param shard its index in [0, S)
   * @param partial its result, or null when it has none
   * @return this tree
   * @throws IllegalArgumentException when the shard is out of range or was added before
   */
  public ShardTree<T> put(int shard, @Nullable T partial) {
    if (shard < 0 || shard >= shards) {
      throw new IllegalArgumentException("shard " + shard + " is not in 0 … " + (shards - 1));
    }
    insert(shard, 1, partial);
    return this;
  }

  /**
   * Adds all that another tree over the same shards holds; the other is used up.
   *
   * @return this tree
   * @throws IllegalArgumentException when the trees stand over different numbers of shards or share
   *     a shard
   */
  @SuppressWarnings("unchecked")
  public ShardTree<T> merge(ShardTree<T> other) {
    if (other.shards != shards) {
      throw new IllegalArgumentException(
          "trees over " + shards + " and " + other.shards + " shards");
    }
    for (int i = 0; i < other.size; i++) {
      insert(other.startAt(i), other.lengthAt(i), (T) other.valueAt(i));
    }
    return this;
  }

  /**
   * The sum over all shards.
   *
   * @return the sum, or null when no shard had a result
   * @throws IllegalStateException when a shard is missing
   */
  @SuppressWarnings("unchecked")
  public @Nullable T total() {
    if (size != 1 || startAt(0) != 0 || lengthAt(0) < shards) {
      throw new IllegalStateException(
          "the results of " + size + " ranges do not make up " + shards + " shards");
    }
    return (T) valueAt(0);
  }

  /** How many ranges it holds. */
  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  private void insert(int start, int length, @Nullable T value) {
    int a = start;
    int n = length;
    T sum = value;
    int at = find(a);
    boolean overlaps =
        (at < size && startAt(at) < a + n) || (at > 0 && startAt(at - 1) + lengthAt(at - 1) > a);
    if (overlaps) {
      throw new IllegalArgumentException(
          "shards " + a + " … " + (a + n - 1) + " were added before");
    }
    while (n < shards) {
      boolean left = (a & n) == 0;
      if (left && a + n >= shards) {
        n <<= 1;
      } else if (left && at < size && startAt(at) == a + n && lengthAt(at) == n) {
        sum = join(sum, (T) valueAt(at));
        remove(at);
        n <<= 1;
      } else if (!left && at > 0 && startAt(at - 1) == a - n && lengthAt(at - 1) == n) {
        at--;
        sum = join((T) valueAt(at), sum);
        remove(at);
        a -= n;
        n <<= 1;
      } else {
        break;
      }
    }
    add(at, a, n, sum);
  }

  private static <T extends Mergeable<T>> @Nullable T join(@Nullable T left, @Nullable T right) {
    if (left == null) {
      return right;
    }
    return right == null ? left : left.merge(right);
  }

  private int find(int start) {
    if (starts == null) {
      return 0;
    }
    int at = Arrays.binarySearch(starts, 0, size, start);
    return at < 0 ? -at - 1 : at;
  }

  private int startAt(int i) {
    return Objects.requireNonNull(starts)[i];
  }

  private int lengthAt(int i) {
    return Objects.requireNonNull(lengths)[i];
  }

  private @Nullable Object valueAt(int i) {
    return Objects.requireNonNull(values)[i];
  }

  private void add(int at, int start, int length, @Nullable T value) {
    int[] s = starts == null ? new int[4] : starts;
    int[] l = lengths == null ? new int[4] : lengths;
    @Nullable Object[] v = values == null ? new Object[4] : values;
    if (size == s.length) {
      s = Arrays.copyOf(s, 2 * size);
      l = Arrays.copyOf(l, 2 * size);
      v = Arrays.copyOf(v, 2 * size);
    }
    System.arraycopy(s, at, s, at + 1, size - at);
    System.arraycopy(l, at, l, at + 1, size - at);
    System.arraycopy(v, at, v, at + 1, size - at);
    s[at] = start;
    l[at] = length;
    v[at] = value;
    size++;
    starts = s;
    lengths = l;
    values = v;
  }

  private void remove(int at) {
    if (starts == null || lengths == null || values == null) {
      throw new IllegalStateException("nothing to remove");
    }
    size--;
    System.arraycopy(starts, at + 1, starts, at, size - at);
    System.arraycopy(lengths, at + 1, lengths, at, size - at);
    System.arraycopy(values, at + 1, values, at, size - at);
    values[size] = null;
  }
}
