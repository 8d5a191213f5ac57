package io.descent.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which objective a model was trained with.
 *
 * @param name the model family, such as {@code linear} or {@code softmax}
 * @param loss the loss's name, as the option says it
 * @param parameters of the loss, by the names of their options; unmodifiable
 * @param classes number of classes; 0 when labels are numbers
 */
public record SavedObjective(
    String name, String loss, SortedMap<String, Double> parameters, int classes) {

  public SavedObjective {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** An objective whose loss has no parameters. */
  public SavedObjective(String name, String loss, int classes) {
    this(name, loss, Collections.emptySortedMap(), classes);
  }
}
