package io.descent.data;

import java.io.IOException;

/**
 * Carries a {@link Fault} out of a stream to the reader of a shard, which reports it. It never
 * leaves the reader.
 */
public final class FaultException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public FaultException(Fault fault) {
    super(fault.path() + ": " + fault.message());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
