package io.descent.data.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Distinct texts, numbered in the order in which they were added: a hash table over arrays, because
 * it travels between processes. <b>Not thread-safe</b> while texts are added.
 */
public final class TextIndex implements Serializable {
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
    for (int i = start(text.hashCode()); ; i = (i + 1) & (table.length - 1)) {
      if (table[i] == 0) {
        return -1;
      }
      if (values[table[i] - 1].equals(text)) {
        return table[i] - 1;
      }
    }
  }

  /** The number of the text that the characters in [from, to) make, or −1. */
  int find(char[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    for (int i = start(hash); ; i = (i + 1) & (table.length - 1)) {
      if (table[i] == 0) {
        return -1;
      }
      if (isSame(values[table[i] - 1], text, from, to)) {
        return table[i] - 1;
      }
    }
  }

  private static boolean isSame(String value, char[] text, int from, int to) {
    if (value.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (value.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
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
    int i = start(values[index].hashCode());
    while (table[i] != 0) {
      i = (i + 1) & (table.length - 1);
    }
    table[i] = index + 1;
  }

  /** Where to look first for a text of such a {@link String#hashCode}. */
  private int start(int hash) {
    int h = hash * 0x9E3779B9;
    return (h ^ (h >>> 16)) & (table.length - 1);
  }
}
