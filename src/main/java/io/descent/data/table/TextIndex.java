package io.descent.data.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Distinct texts, numbered in the order in which they were added: a hash table over arrays, because
 * it travels between processes. <b>Not thread-safe</b> while texts are added.
 */
final class TextIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private String[] values = new String[8];
  private int[] table = new int[16];
  private int size;

  int size() {
    return size;
  }

  String value(int index) {
    return values[index];
  }

  /** The number of a text, or −1. */
  int find(String text) {
    for (int i = start(text); ; i = (i + 1) & (table.length - 1)) {
      if (table[i] == 0) {
        return -1;
      }
      if (values[table[i] - 1].equals(text)) {
        return table[i] - 1;
      }
    }
  }

  /** Adds a text that is not here yet and returns its number. */
  int add(String text) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      table = new int[4 * size];
      for (int k = 0; k < size; k++) {
        place(k);
      }
    }
    values[size] = text;
    place(size);
    return size++;
  }

  private void place(int index) {
    int i = start(values[index]);
    while (table[i] != 0) {
      i = (i + 1) & (table.length - 1);
    }
    table[i] = index + 1;
  }

  private int start(String text) {
    int h = text.hashCode() * 0x9E3779B9;
    return (h ^ (h >>> 16)) & (table.length - 1);
  }
}
