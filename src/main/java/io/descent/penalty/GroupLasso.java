package io.descent.penalty;

import io.descent.linalg.EffectiveStep;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Group lasso: λ·Σ √|g|·‖w_g‖₂ over groups g of features (Yuan and Lin 2006, whose factor √p_g this
 * is; without it small groups would go first). Where weights have several rows, one a class, a
 * group has its features' weights of all rows, so that a feature is used for all classes or for
 * none; |g| is the number of weights in the group.
 *
 * <p>The proximal step shrinks a group as a whole: with one size η it is u = w·max(0, 1 −
 * ηλ√|g|/‖w‖), which is exactly 0 up to ‖w‖ = ηλ√|g|. With a size ηⱼ for each coordinate it is the
 * minimum in the metric Σ(uⱼ − wⱼ)²/ηⱼ: uⱼ = wⱼ·r/(r + ηⱼλ√|g|), where r = ‖u‖, or 0 when
 * Σ(wⱼ/(ηⱼλ√|g|))² ≤ 1. A step of L1 before it gives that of the sum of both, the sparse group
 * lasso (Simon et al. 2013), with any sizes, because it keeps every sign (Yu 2013).
 */
public final class GroupLasso implements Penalty {
  private static final long serialVersionUID = 1L;

  private final double strength;

  /** The features, group after group, and where in them each group begins. */
  private final int[] members;

  private final int[] starts;
  private final @Nullable Box box;

  private GroupLasso(double strength, int[] members, int[] starts, @Nullable Box box) {
    this.strength = strength;
    this.members = members;
    this.starts = starts;
    this.box = box;
  }

  /**
   * The penalty.
   *
   * @param strength λ ≥ 0
   * @param groups the group of each feature, numbered from 0; numbers may be left out
   */
  public static GroupLasso of(double strength, int[] groups) {
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the strength must be at least 0 and finite, got " + strength);
    }
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    int[] starts = new int[count + 1];
    for (int group : groups) {
      starts[group + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] members = new int[groups.length];
    for (int j = 0; j < groups.length; j++) {
      members[next[groups[j]]++] = j;
    }
    return new GroupLasso(strength, members, starts, null);
  }

  /**
   * This penalty under bounds: the step finds the minimum between them. (To clip after the step
   * would be right only where no group has more than one element, or all bounds are 0.)
   */
  public GroupLasso within(Box bounds) {
    if (bounds.width() != members.length) {
      throw new IllegalArgumentException(
          "bounds of " + bounds.width() + " features, not " + members.length);
    }
    return new GroupLasso(strength, members, starts, bounds);
  }

  @Override
  public double value(double[] theta, int from, int to) {
    double sum = 0;
    for (int g = 0; g + 1 < starts.length; g++) {
      double squares = 0;
      for (int row = from; row < to; row += members.length) {
        for (int m = starts[g]; m < starts[g + 1]; m++) {
          double weight = theta[row + members[m]];
          squares += weight * weight;
        }
      }
      sum += strength(g, (to - from) / members.length) * Math.sqrt(squares);
    }
    return sum;
  }

  /** λ√|g|. */
  private double strength(int group, int rows) {
    return strength * Math.sqrt((double) rows * (starts[group + 1] - starts[group]));
  }

  @Override
  public void addGradient(double[] theta, double[] gradient, int from, int to) {}

  @Override
  public void proximalStep(double[] theta, EffectiveStep step, int from, int to) {
    int rows = (to - from) / members.length;
    Elements elements = new Elements(rows * largestGroup());
    for (int g = 0; g + 1 < starts.length; g++) {
      double lambda = strength(g, rows);
      elements.clear();
      for (int row = from; row < to; row += members.length) {
        for (int m = starts[g]; m < starts[g + 1]; m++) {
          int at = row + members[m];
          add(elements, theta[at], lambda == 0 ? 0 : step.at(at) * lambda, members[m]);
        }
      }
      elements.shrink();
      int next = 0;
      for (int row = from; row < to; row += members.length) {
        for (int m = starts[g]; m < starts[g + 1]; m++) {
          theta[row + members[m]] = elements.get(next++);
        }
      }
    }
  }

  private void add(Elements elements, double weight, double size, int feature) {
    if (box == null) {
      elements.add(weight, size);
    } else {
      elements.add(weight, size, box.lower(feature), box.upper(feature));
    }
  }

  private int largestGroup() {
    int largest = 0;
    for (int g = 0; g + 1 < starts.length; g++) {
      largest = Math.max(largest, starts[g + 1] - starts[g]);
    }
    return largest;
  }
}
