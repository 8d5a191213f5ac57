package io.descent.data;

import java.io.Serializable;

/** Which raw labels are positive, such as {@code label > 5}; travels to the tasks of a cluster. */
@FunctionalInterface
public interface LabelTest extends Serializable {
  boolean positive(double label);
}
