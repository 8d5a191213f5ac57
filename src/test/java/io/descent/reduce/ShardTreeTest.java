package io.descent.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShardTreeTest {
  /** The expression that a sum stands for, so that every addition and its sides can be seen. */
  private static final class Expression implements Mergeable<Expression> {
    private static final long serialVersionUID = 1L;
    private final String text;

    Expression(String text) {
      this.text = text;
    }

    @Override
    public Expression merge(Expression right) {
      return new Expression("(" + text + "+" + right.text + ")");
    }
  }

  private static Expression reference(int from, int length, int shards, boolean[] has) {
    if (from >= shards) {
      return null;
    }
    if (length == 1) {
      return has[from] ? new Expression("" + from) : null;
    }
    Expression left = reference(from, length / 2, shards, has);
    Expression right = reference(from + length / 2, length / 2, shards, has);
    return left == null ? right : right == null ? left : left.merge(right);
  }

  @Test
  void addsAlongTheBinaryTreeInEveryOrderOfArrival() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int shards = 1 + random.nextInt(70);
      boolean[] has = new boolean[shards];
      List<Integer> order = new ArrayList<>();
      for (int s = 0; s < shards; s++) {
        has[s] = random.nextInt(4) > 0;
        order.add(s);
      }
      Collections.shuffle(order, random);
      List<ShardTree<Expression>> parts = new ArrayList<>();
      int count = 1 + random.nextInt(shards);
      for (int p = 0; p < count; p++) {
        parts.add(ShardTree.over(shards));
      }
      for (int s : order) {
        parts.get(random.nextInt(count)).put(s, has[s] ? new Expression("" + s) : null);
      }
      Collections.shuffle(parts, random);
      ShardTree<Expression> sum = ShardTree.over(shards);
      parts.forEach(sum::merge);
      Expression expected = reference(0, 128, shards, has);
      Expression total = sum.total();
      assertThat(total == null ? null : total.text)
          .as("seed %d", seed)
          .isEqualTo(expected == null ? null : expected.text);
    }
  }

  @Test
  void aContiguousRunHoldsFewResults() {
    ShardTree<Expression> tree = ShardTree.over(1024);
    for (int s = 0; s < 1023; s++) {
      tree.put(s, new Expression("x"));
    }
    assertThat(tree.size()).isEqualTo(10);
  }

  @Test
  void missingAndRepeatedShardsAreErrors() {
    ShardTree<Expression> tree = ShardTree.<Expression>over(3).put(0, null).put(2, null);
    assertThatThrownBy(tree::total).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tree.put(2, null)).hasMessageContaining("before");
    tree.put(1, null);
    assertThat(tree.total()).isNull();
    assertThatThrownBy(() -> tree.put(0, null)).hasMessageContaining("before");
    assertThatThrownBy(() -> tree.put(3, null)).hasMessageContaining("0 … 2");
    assertThatThrownBy(() -> ShardTree.over(0)).hasMessageContaining("got 0");
    ShardTree<Expression> other = ShardTree.over(4);
    assertThatThrownBy(() -> tree.merge(other)).hasMessageContaining("3 and 4");
  }
}
