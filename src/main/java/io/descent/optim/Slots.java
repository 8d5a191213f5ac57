package io.descent.optim;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of an update rule or a learning rate: named arrays, in a fixed order. A scalar is an
 * array of length 1. A checkpoint writes them without knowing whose they are. <b>Not
 * thread-safe.</b>
 */
public final class Slots implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final double[][] arrays;

  private Slots(String[] names, double[][] arrays) {
    this.names = names;
    this.arrays = arrays;
  }

  /** No memory. */
  public static Slots none() {
    return new Slots(new String[0], new double[0][]);
  }

  /**
   * Slots over arrays that are not copied.
   *
   * @throws IllegalArgumentException when a name is there twice
   */
  public static Slots over(List<String> names, List<double[]> arrays) {
    Slots slots = none();
    for (int i = 0; i < names.size(); i++) {
      slots = slots.and(names.get(i), arrays.get(i));
    }
    return slots;
  }

  /** These slots and one more, of zeros. */
  public Slots with(String name, int length) {
    return and(name, new double[length]);
  }

  /** These slots and one more, with a copy of the given values. */
  public Slots with(String name, double[] values) {
    return and(name, values.clone());
  }

  private Slots and(String name, double[] values) {
    if (find(name) != null) {
      throw new IllegalArgumentException("two slots named " + name);
    }
    String[] moreNames = Arrays.copyOf(names, names.length + 1);
    double[][] moreArrays = Arrays.copyOf(arrays, arrays.length + 1);
    moreNames[names.length] = name;
    moreArrays[names.length] = values;
    return new Slots(moreNames, moreArrays);
  }

  /** The names in order. */
  public List<String> names() {
    return List.of(names);
  }

  /**
   * The live array of a name, to be read and written.
   *
   * @throws IllegalArgumentException when there is none
   */
  public double[] get(String name) {
    double[] found = find(name);
    if (found == null) {
      throw new IllegalArgumentException("no slot " + name + " among " + Arrays.toString(names));
    }
    return found;
  }

  private double @Nullable [] find(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return arrays[i];
      }
    }
    return null;
  }

  /** A copy that shares nothing. */
  public Slots copy() {
    double[][] copies = new double[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copies[i] = arrays[i].clone();
    }
    return new Slots(names, copies);
  }

  /** Throws unless another has the same names and lengths in the same order. */
  public void checkSameShape(Slots other) {
    List<String> mine = shape();
    List<String> theirs = other.shape();
    if (!mine.equals(theirs)) {
      throw new IllegalArgumentException("slots " + theirs + " where " + mine + " are needed");
    }
  }

  private List<String> shape() {
    List<String> shape = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      shape.add(names[i] + "[" + arrays[i].length + "]");
    }
    return shape;
  }
}
