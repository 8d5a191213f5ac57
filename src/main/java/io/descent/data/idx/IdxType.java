package io.descent.data.idx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the numbers of an idx file are, big-endian all. */
enum IdxType {
  UNSIGNED_BYTE(0x08, 1),
  SIGNED_BYTE(0x09, 1),
  SHORT(0x0B, 2),
  INT(0x0C, 4),
  FLOAT(0x0D, 4),
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The type of a code, or null when there is none. */
  static @Nullable IdxType of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(null);
  }

  /** All codes and what they stand for. */
  static String allowed() {
    return Arrays.stream(values())
        .map(type -> String.format("0x%02x %s", type.code, type.label()))
        .collect(Collectors.joining(", "));
  }

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** Bytes a number. */
  int bytes() {
    return bytes;
  }

  /** Whether a number can be NaN or infinite. */
  boolean isReal() {
    return this == FLOAT || this == DOUBLE;
  }

  /** Takes numbers out of a buffer that holds as many. */
  void decode(ByteBuffer from, double[] into, int at, int count) {
    int end = at + count;
    switch (this) {
      case UNSIGNED_BYTE -> {
        for (int k = at; k < end; k++) {
          into[k] = from.get() & 0xff;
        }
      }
      case SIGNED_BYTE -> {
        for (int k = at; k < end; k++) {
          into[k] = from.get();
        }
      }
      case SHORT -> {
        for (int k = at; k < end; k++) {
          into[k] = from.getShort();
        }
      }
      case INT -> {
        for (int k = at; k < end; k++) {
          into[k] = from.getInt();
        }
      }
      case FLOAT -> {
        for (int k = at; k < end; k++) {
          into[k] = from.getFloat();
        }
      }
      case DOUBLE -> {
        for (int k = at; k < end; k++) {
          into[k] = from.getDouble();
        }
      }
    }
  }
}
