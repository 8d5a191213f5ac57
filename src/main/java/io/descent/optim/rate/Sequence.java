package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;
import java.util.List;

/**
 * Schedules one after the other, each from its own step 0 ({@code join_schedules} of optax). The
 * last goes on for ever. A schedule hears of the objectives of its own steps only.
 */
public final class Sequence implements LearningRate {
  private static final long serialVersionUID = 1L;

  private final LearningRate[] parts;
  private final long[] starts;

  private Sequence(LearningRate[] parts, long[] starts) {
    this.parts = parts;
    this.starts = starts;
  }

  /**
   * A sequence.
   *
   * @param parts the schedules; the names of their slots must differ
   * @param lengths how many steps each but the last takes, ≥ 1
   */
  public static Sequence of(List<LearningRate> parts, List<Long> lengths) {
    if (parts.isEmpty() || lengths.size() != parts.size() - 1) {
      throw new IllegalArgumentException(
          parts.size()
              + " schedules with "
              + lengths.size()
              + " lengths; all but the last have one");
    }
    long[] starts = new long[parts.size()];
    for (int i = 1; i < starts.length; i++) {
      Checks.atLeast(1, "length", lengths.get(i - 1));
      starts[i] = end(starts[i - 1], lengths.get(i - 1));
    }
    return new Sequence(parts.toArray(LearningRate[]::new), starts);
  }

  /** The step after so many from a start; what would be beyond the last step there is, is that. */
  public static long end(long start, long length) {
    return start + Math.min(length, Long.MAX_VALUE - start);
  }

  @Override
  public Slots init() {
    Slots all = Slots.none();
    for (LearningRate part : parts) {
      Slots slots = part.init();
      for (String name : slots.names()) {
        all = all.with(name, slots.get(name));
      }
    }
    return all;
  }

  @Override
  public double at(long step, Slots slots) {
    int active = active(step);
    return parts[active].at(step - starts[active], slots);
  }

  @Override
  public void observe(long step, double objective, Slots slots) {
    int active = active(step);
    parts[active].observe(step - starts[active], objective, slots);
  }

  private int active(long step) {
    int active = 0;
    while (active + 1 < starts.length && starts[active + 1] <= step) {
      active++;
    }
    return active;
  }
}
