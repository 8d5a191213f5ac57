package io.descent.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The highest index allowed, and what to say of a higher one. Immutable. */
final class FeatureLimit implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int count;
  private final String advice;

  private FeatureLimit(int count, String advice) {
    this.count = count;
    this.advice = advice;
  }

  static FeatureLimit none() {
    return new FeatureLimit(Integer.MAX_VALUE, "");
  }

  /** What {@code --features} gives. */
  static FeatureLimit ofOption(int count) {
    return of(count, "--features is " + count + "; give a larger --features, or leave it out");
  }

  /** The dimension of the model that the rows are for. */
  static FeatureLimit ofModel(int count) {
    return of(
        count,
        "the model has "
            + count
            + " features; train with --features, given the highest index of all data");
  }

  private static FeatureLimit of(int count, String advice) {
    if (count < 1) {
      throw new IllegalArgumentException("features must be at least 1, got " + count);
    }
    return new FeatureLimit(count, advice);
  }

  /** Null when the ascending columns are allowed, else what is wrong with the first that is not. */
  @Nullable String refusal(int size, int[] columns) {
    if (size == 0 || columns[size - 1] < count) {
      return null;
    }
    int k = 0;
    while (columns[k] < count) {
      k++;
    }
    return "index " + (columns[k] + 1L) + ", but " + advice;
  }
}
