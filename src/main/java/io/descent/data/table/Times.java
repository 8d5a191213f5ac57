package io.descent.data.table;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Dates and timestamps of ISO 8601, reduced to what becomes features: {@code yyyy-MM-dd}, {@code
 * yyyy-MM-dd[T ]HH:mm[:ss[.fraction]]}, the latter optionally followed by {@code Z} or {@code
 * ±hh:mm}. The fields are those that are written: an offset is checked and otherwise ignored.
 *
 * <p>A time is packed in an int as 512·month + 32·weekday + hour, month 1 … 12, weekday 1 (Monday)
 * … 7, hour 0 … 23, or {@link #NO_HOUR} for a date alone.
 */
public final class Times {
  /** What {@link #parse} returns for a text that is not a date or timestamp. */
  public static final int NONE = -1;

  /** The hour of a date without time of day. */
  public static final int NO_HOUR = 31;

  private Times() {}

  /**
   * Packs a date.
   *
   * @param hour 0 … 23, or {@link #NO_HOUR}
   */
  public static int of(LocalDate date, int hour) {
    return 512 * date.getMonthValue() + 32 * date.getDayOfWeek().getValue() + hour;
  }

  static int month(int time) {
    return time >> 9;
  }

  static int weekday(int time) {
    return (time >> 5) & 15;
  }

  static int hour(int time) {
    return time & 31;
  }

  /** The packed time that a text says, or {@link #NONE}. */
  static int parse(String text) {
    int length = text.length();
    if (length < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return NONE;
    }
    int year = number(text, 0, 4, 9999);
    int month = number(text, 5, 2, 12);
    int day = number(text, 8, 2, 31);
    if (year < 1 || month < 1 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return NONE;
    }
    int hour = length == 10 ? NO_HOUR : timeOfDay(text);
    return hour < 0 ? NONE : of(LocalDate.of(year, month, day), hour);
  }

  private static int timeOfDay(String text) {
    int length = text.length();
    if (length < 16 || (text.charAt(10) != 'T' && text.charAt(10) != ' ')) {
      return NONE;
    }
    int hour = number(text, 11, 2, 23);
    if (hour < 0 || text.charAt(13) != ':' || number(text, 14, 2, 59) < 0) {
      return NONE;
    }
    int i = 16;
    if (i < length && text.charAt(i) == ':') {
      if (number(text, i + 1, 2, 59) < 0) {
        return NONE;
      }
      i += 3;
      if (i < length && text.charAt(i) == '.') {
        int from = ++i;
        while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
          i++;
        }
        if (i == from) {
          return NONE;
        }
      }
    }
    return i == length || isOffset(text, i) ? hour : NONE;
  }

  private static boolean isOffset(String text, int at) {
    char c = text.charAt(at);
    if (c == 'Z') {
      return text.length() == at + 1;
    }
    return (c == '+' || c == '-')
        && text.length() == at + 6
        && number(text, at + 1, 2, 23) >= 0
        && text.charAt(at + 3) == ':'
        && number(text, at + 4, 2, 59) >= 0;
  }

  /** The number of exactly {@code digits} digits at a place, or −1 when there is none up to max. */
  private static int number(String text, int from, int digits, int max) {
    if (from + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + (c - '0');
    }
    return value <= max ? value : -1;
  }
}
