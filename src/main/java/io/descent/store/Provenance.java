package io.descent.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from. Maps keep the order that they are given in.
 *
 * @param configuration the effective configuration, by option
 * @param data the files of training, in the order of their rows
 * @param rows number of rows of training
 * @param versions of Descent and what it ran on, by name
 */
public record Provenance(
    Map<String, String> configuration,
    List<DataFile> data,
    long rows,
    Map<String, String> versions) {
  public Provenance {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    data = List.copyOf(data);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }
}
