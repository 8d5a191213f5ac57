package io.descent.store;

import io.descent.objective.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A named array of doubles with a shape, row-major: a run of a longer array or an array of its own.
 * The array is not copied.
 */
public final class Tensor {
  private final String name;
  private final int[] shape;
  private final double[] values;
  private final int offset;
  private final int size;

  private Tensor(String name, int[] shape, double[] values, int offset, int size) {
    this.name = name;
    this.shape = shape;
    this.values = values;
    this.offset = offset;
    this.size = size;
  }

  /**
   * A tensor whose elements begin at an offset of an array.
   *
   * @throws IllegalArgumentException when an extent is negative or the array is too short
   */
  public static Tensor of(String name, int[] shape, double[] values, int offset) {
    long size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException(name + " has the shape " + Arrays.toString(shape));
      }
      size = Math.multiplyExact(size, (long) extent);
    }
    if (offset < 0 || size > values.length - offset) {
      throw new IllegalArgumentException(
          name + ": " + size + " elements from " + offset + " of " + values.length);
    }
    return new Tensor(name, shape.clone(), values, offset, (int) size);
  }

  /** The slices of θ as tensors, in the order of the layout. */
  public static List<Tensor> of(ParameterLayout layout, double[] theta) {
    if (theta.length != layout.dimension()) {
      throw new IllegalArgumentException(
          theta.length + " parameters for a layout of " + layout.dimension());
    }
    List<Tensor> tensors = new ArrayList<>();
    for (ParameterLayout.Slice slice : layout.slices()) {
      tensors.add(of(slice.name(), slice.shape(), theta, slice.offset()));
    }
    return tensors;
  }

  public String name() {
    return name;
  }

  public int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** A copy of the elements. */
  public double[] toArray() {
    return Arrays.copyOfRange(values, offset, offset + size);
  }

  double[] values() {
    return values;
  }

  int offset() {
    return offset;
  }
}
