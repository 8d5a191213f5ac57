package io.descent.linalg;

/**
 * eˣ with the same bits on every platform: only additions and multiplications of IEEE 754, in one
 * order. {@link StrictMath#exp} is so too, but takes twice as long, which counts where it is taken
 * once a row.
 *
 * <p>With k the integer next to 32x/ln 2 and r = x − k·ln 2/32, eˣ = 2^⌊k/32⌋ · 2^((k mod 32)/32) ·
 * eʳ; ln 2/32 is subtracted in two parts, the first of which has trailing zeros enough for its
 * product with k to be exact, and eʳ is a polynomial whose first term left out is below 2⁻⁵⁸ since
 * |r| ≤ ln 2/64. Off by at most 2 ulp. Beyond |x| = 700, where results overflow or lose bits, it is
 * StrictMath's.
 */
public final class Exponential {
  static final int STEPS = 32;
  static final double LIMIT = 700;

  /** 1.5·2⁵²: added, it rounds to an integer, which is then in the low bits. */
  static final double ROUND = 0x1.8p52;

  static final double STEPS_PER_UNIT = 0x1.71547652b82fep5;
  static final double STEP_HIGH = 0x1.62e42fefp-6;
  static final double STEP_LOW = 0x1.473de6af278edp-39;
  static final double[] POWERS = new double[STEPS];

  static {
    for (int i = 0; i < STEPS; i++) {
      POWERS[i] = StrictMath.pow(2, (double) i / STEPS);
    }
  }

  private Exponential() {}

  /** eˣ; NaN for NaN. */
  public static double of(double x) {
    if (!(Math.abs(x) <= LIMIT)) {
      return StrictMath.exp(x);
    }
    double shifted = x * STEPS_PER_UNIT + ROUND;
    int k = (int) Double.doubleToRawLongBits(shifted);
    double whole = shifted - ROUND;
    double r = (x - whole * STEP_HIGH) - whole * STEP_LOW;
    double r2 = r * r;
    double more =
        r + r2 * (0.5 + r * (1.0 / 6) + r2 * ((1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720)));
    return scaled(k, more);
  }

  /** 2^(k/32)·(1 + more). */
  static double scaled(int k, double more) {
    double power = POWERS[k & (STEPS - 1)];
    double scale = Double.longBitsToDouble((long) ((k >> 5) + 1023) << 52);
    return (power + power * more) * scale;
  }
}
