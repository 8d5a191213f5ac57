package io.descent.linalg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows stored one after the other, every column of them, as floats or as doubles. */
public final class DenseRows implements Rows {
  private static final long serialVersionUID = 1L;

  private static final DenseKernels KERNELS = DenseKernels.CHOSEN;

  private final int count;
  private final int width;
  private final float @Nullable [] floats;
  private final double @Nullable [] doubles;

  private DenseRows(int count, int width, float @Nullable [] floats, double @Nullable [] doubles) {
    this.count = count;
    this.width = width;
    this.floats = floats;
    this.doubles = doubles;
  }

  /** Rows over {@code count·width} doubles, row by row; the array is not copied. */
  public static DenseRows of(int count, int width, double[] values) {
    checkLength(count, width, values.length);
    return new DenseRows(count, width, null, values);
  }

  /** Rows over {@code count·width} floats, row by row; the array is not copied. */
  public static DenseRows of(int count, int width, float[] values) {
    checkLength(count, width, values.length);
    return new DenseRows(count, width, values, null);
  }

  /** As {@link #of(int, int, float[])}, of an array that may be longer than its rows. */
  static DenseRows checked(int count, int width, float[] values) {
    return new DenseRows(count, width, values, null);
  }

  /** As {@link #checked(int, int, float[])}, over doubles. */
  static DenseRows checked(int count, int width, double[] values) {
    return new DenseRows(count, width, null, values);
  }

  private static void checkLength(int count, int width, int length) {
    if ((long) count * width != length) {
      throw new IllegalArgumentException(
          count + " rows of " + width + " columns but " + length + " values");
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Storage storage() {
    return floats != null ? Storage.FLOAT : Storage.DOUBLE;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int entries(int row) {
    return width;
  }

  @Override
  public double dot(int row, double[] theta, int offset) {
    return floats != null
        ? KERNELS.dot(floats, row * width, theta, offset, width)
        : KERNELS.dot(Objects.requireNonNull(doubles), row * width, theta, offset, width);
  }

  @Override
  public void dots(int[] list, int count, double[] theta, int offset, double[] into) {
    if (floats != null) {
      KERNELS.dots(floats, list, count, theta, offset, width, into);
    } else {
      KERNELS.dots(Objects.requireNonNull(doubles), list, count, theta, offset, width, into);
    }
  }

  @Override
  public void addScaled(int row, double scale, double[] target, int offset) {
    if (floats != null) {
      KERNELS.addScaled(scale, floats, row * width, target, offset, width);
    } else {
      KERNELS.addScaled(scale, Objects.requireNonNull(doubles), row * width, target, offset, width);
    }
  }

  @Override
  public void addScaled(int[] list, double[] scales, int count, double[] target, int offset) {
    if (floats != null) {
      KERNELS.addRows(scales, list, count, floats, target, offset, width);
    } else {
      KERNELS.addRows(scales, list, count, Objects.requireNonNull(doubles), target, offset, width);
    }
  }

  @Override
  public void forEach(int row, EntryConsumer consumer) {
    int from = row * width;
    for (int j = 0; j < width; j++) {
      consumer.accept(
          j, floats != null ? floats[from + j] : Objects.requireNonNull(doubles)[from + j]);
    }
  }

  @Override
  public Rows select(int[] list) {
    if (floats != null) {
      float[] copy = new float[Math.multiplyExact(list.length, width)];
      for (int k = 0; k < list.length; k++) {
        System.arraycopy(floats, list[k] * width, copy, k * width, width);
      }
      return of(list.length, width, copy);
    }
    double[] copy = new double[Math.multiplyExact(list.length, width)];
    for (int k = 0; k < list.length; k++) {
      System.arraycopy(Objects.requireNonNull(doubles), list[k] * width, copy, k * width, width);
    }
    return of(list.length, width, copy);
  }

  @Override
  public long bytes() {
    return (floats != null ? 4L : 8L) * count * width;
  }
}
