package io.descent.objective;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How θ is made up: named slices, one after the other, each with a shape and with or without a
 * penalty. Immutable.
 */
public final class ParameterLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Slice[] slices;
  private final int dimension;

  private ParameterLayout(Slice[] slices, int dimension) {
    this.slices = slices;
    this.dimension = dimension;
  }

  /** The layout without slices; {@link #with} adds them. */
  public static ParameterLayout empty() {
    return new ParameterLayout(new Slice[0], 0);
  }

  /**
   * This layout with one more slice at its end.
   *
   * @throws IllegalArgumentException when θ would have more than 2³¹ − 9 elements or the name is
   *     taken
   */
  public ParameterLayout with(String name, boolean penalised, int... shape) {
    long size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, (long) extent);
    }
    if (dimension + size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "θ would have " + (dimension + size) + " elements; at most 2^31 - 9 are possible");
    }
    for (Slice slice : slices) {
      if (slice.name().equals(name)) {
        throw new IllegalArgumentException("two slices named " + name);
      }
    }
    Slice[] more = Arrays.copyOf(slices, slices.length + 1);
    more[slices.length] = new Slice(name, penalised, dimension, (int) size, shape.clone());
    return new ParameterLayout(more, dimension + (int) size);
  }

  /** Number of elements of θ. */
  public int dimension() {
    return dimension;
  }

  /** The slices in order. */
  public List<Slice> slices() {
    return List.of(slices);
  }

  /**
   * The slice of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Slice slice(String name) {
    for (Slice slice : slices) {
      if (slice.name().equals(name)) {
        return slice;
      }
    }
    throw new IllegalArgumentException("no slice " + name);
  }

  /** Whether there is a slice of a name. */
  public boolean has(String name) {
    return Arrays.stream(slices).anyMatch(slice -> slice.name().equals(name));
  }

  /** A run of θ: elements offset … offset + size − 1, row-major in the shape. */
  public static final class Slice implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final boolean penalised;
    private final int offset;
    private final int size;
    private final int[] shape;

    private Slice(String name, boolean penalised, int offset, int size, int[] shape) {
      this.name = name;
      this.penalised = penalised;
      this.offset = offset;
      this.size = size;
      this.shape = shape;
    }

    public String name() {
      return name;
    }

    /** Whether penalties act on it. */
    public boolean penalised() {
      return penalised;
    }

    public int offset() {
      return offset;
    }

    public int size() {
      return size;
    }

    public int[] shape() {
      return shape.clone();
    }
  }
}
