package io.descent.data.table;

import io.descent.data.Fault;

/** Where the current row stands. */
@FunctionalInterface
public interface RowPlace {
  /** A mistake in the current row. */
  Fault fault(String message);
}
