package io.descent.data.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A column of dates or timestamps: a slot for each hour of the day where any cell has one, each
 * weekday from Monday, each month, and one for an empty cell. A date among timestamps has no hour.
 */
final class TimeColumn implements FeatureColumn {
  private static final long serialVersionUID = 1L;

  static final String KIND = "time";

  /** Slots of hours, weekdays and months. */
  static final int SLOTS = 24 + 7 + 12;

  private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private final String name;
  private final boolean hours;
  private final double @Nullable [] sigmas;

  private TimeColumn(String name, boolean hours, double @Nullable [] sigmas) {
    this.name = name;
    this.hours = hours;
    this.sigmas = sigmas;
  }

  /**
   * A column.
   *
   * @param sigmas a deviation ≥ 0 for each slot, or null where they are not scaled
   */
  static TimeColumn of(String name, boolean hours, double @Nullable [] sigmas) {
    return new TimeColumn(name, hours, sigmas);
  }

  static TimeColumn read(String name, JsonFields json) {
    boolean hours = json.bool("hours");
    return of(name, hours, json.sigmasOrNull("sigmas", (hours ? SLOTS : SLOTS - 24) + 1));
  }

  /** Adds the weight of a row to the slots of its time, hours first. */
  static void addWeight(int time, double weight, double[] slots) {
    if (Times.hour(time) != Times.NO_HOUR) {
      slots[Times.hour(time)] += weight;
    }
    slots[23 + Times.weekday(time)] += weight;
    slots[30 + Times.month(time)] += weight;
  }

  @Override
  public void write(ObjectNode into) {
    into.put("kind", KIND);
    into.put("hours", hours);
    if (sigmas != null) {
      JsonFields.putNumbers(into, "sigmas", sigmas);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int width() {
    return first(SLOTS) + 1;
  }

  /** The place among this column's slots of one of all {@link #SLOTS}. */
  private int first(int slot) {
    return hours ? slot : slot - 24;
  }

  @Override
  public String slotName(int slot) {
    int all = hours ? slot : slot + 24;
    if (all == SLOTS) {
      return name + "=(empty)";
    }
    if (all < 24) {
      return name + ".hour=" + twoDigits(all);
    }
    return all < 31
        ? name + ".weekday=" + WEEKDAYS[all - 24]
        : name + ".month=" + twoDigits(all - 30);
  }

  private static String twoDigits(int n) {
    return n < 10 ? "0" + n : Integer.toString(n);
  }

  @Override
  public double mean(int slot) {
    return 0;
  }

  @Override
  public double sigma(int slot) {
    return sigmas == null ? 1 : sigmas[slot];
  }

  @Override
  public void encode(Cells cells, int at, int base, FeatureSink sink) {
    if (cells.missing(at)) {
      sink.countMissing();
      put(sink, base, SLOTS);
      return;
    }
    int time = cells.time(at);
    if (time == Times.NONE) {
      throw BadCellException.of(
          name,
          cells.text(at),
          "the column holds dates: yyyy-MM-dd, or yyyy-MM-dd HH:mm with optional seconds and"
              + " offset, is needed, or an empty cell");
    }
    if (hours && Times.hour(time) != Times.NO_HOUR) {
      put(sink, base, Times.hour(time));
    }
    put(sink, base, 23 + Times.weekday(time));
    put(sink, base, 30 + Times.month(time));
  }

  private void put(FeatureSink sink, int base, int slot) {
    sink.putOne(base + first(slot), sigma(first(slot)));
  }
}
