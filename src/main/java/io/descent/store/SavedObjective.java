package io.descent.store;

/**
 * Which objective a model was trained with.
 *
 * @param name the model family, such as {@code linear} or {@code softmax}
 * @param loss the loss's name, as the option says it
 * @param classes number of classes; 0 when labels are numbers
 */
public record SavedObjective(String name, String loss, int classes) {}
