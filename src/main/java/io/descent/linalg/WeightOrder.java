package io.descent.linalg;

import java.util.Arrays;

/**
 * Where the weights of a model of k margins and d features are while it is updated row by row:
 * margin by margin, [k, d], as they are stored, or feature by feature, [d, k]. Which it is changes
 * no bit of what is computed, only how much of the memory a row touches: of a long θ the weights of
 * a feature should be side by side, or each of them is a line of the cache. What stands behind the
 * weights stays there.
 *
 * <p>Of a row's stored values some can be taken at a time, {@code count} of them from {@code first}
 * on; what is kept of the weights of a piece is in {@code count}·k numbers, in the order of θ.
 */
public final class WeightOrder {
  /** Below this, θ stays in the second cache however it is ordered: 256 KiB. */
  private static final int SHORT = 1 << 15;

  /** Weights of a piece: a few arrays of them stay in the first cache. */
  private static final int PIECE = 1024;

  /** Sums of a dot product, by the number of the entry; beside them is that of the last n mod 8. */
  private static final int LANES = 8;

  private final int margins;
  private final int features;
  private final boolean byFeatures;
  private final int piece;

  private WeightOrder(int margins, int features, boolean byFeatures) {
    this.margins = margins;
    this.features = features;
    this.byFeatures = byFeatures;
    this.piece = Math.max(1, PIECE / margins);
  }

  /** As they are stored. */
  public static WeightOrder stored(int margins, int features) {
    return new WeightOrder(margins, features, false);
  }

  /** That in which updates by sparse rows are fast. */
  public static WeightOrder fast(int margins, int features) {
    return new WeightOrder(margins, features, margins > 1 && (long) margins * features > SHORT);
  }

  /** Feature by feature. */
  public static WeightOrder byFeatures(int margins, int features) {
    return new WeightOrder(margins, features, true);
  }

  /** k. */
  public int margins() {
    return margins;
  }

  /** d. */
  public int features() {
    return features;
  }

  /** Where the weight of a margin for a feature is. */
  public int element(int margin, int feature) {
    return byFeatures ? feature * margins + margin : margin * features + feature;
  }

  /** The most stored values of a row that are taken at a time. */
  public int piece() {
    return piece;
  }

  /** Room for the weights of a piece. */
  public double[] room() {
    return new double[piece * margins];
  }

  /** Some stored elements, weights first, in this order. */
  public double[] read(double[] stored, int offset, int length) {
    if (!byFeatures) {
      return Arrays.copyOfRange(stored, offset, offset + length);
    }
    double[] ordered = new double[length];
    for (int j = 0; j < features; j++) {
      for (int c = 0; c < margins; c++) {
        ordered[j * margins + c] = stored[offset + c * features + j];
      }
    }
    int weights = margins * features;
    System.arraycopy(stored, offset + weights, ordered, weights, length - weights);
    return ordered;
  }

  /** Adds scale times elements of this order to stored ones from an offset on. */
  public void addScaled(double[] ordered, double scale, double[] stored, int offset) {
    int from = 0;
    if (byFeatures) {
      for (int j = 0; j < features; j++) {
        for (int c = 0; c < margins; c++) {
          stored[offset + c * features + j] += scale * ordered[j * margins + c];
        }
      }
      from = margins * features;
    }
    for (int j = from; j < ordered.length; j++) {
      stored[offset + j] += scale * ordered[j];
    }
  }

  /**
   * The margins of a row: into[c] is {@link Rows#dot} with the weights of margin c, to the bit, and
   * its intercept.
   *
   * @param intercepts whether those of the margins stand behind the weights
   * @param sums room for 9·k numbers
   */
  public void margins(
      CsrRows rows, int row, double[] theta, boolean intercepts, double[] sums, double[] into) {
    dots(rows, row, theta, sums, into);
    for (int c = 0; intercepts && c < margins; c++) {
      into[c] += theta[margins * features + c];
    }
  }

  private void dots(CsrRows rows, int row, double[] theta, double[] sums, double[] into) {
    if (!byFeatures) {
      for (int c = 0; c < margins; c++) {
        into[c] = rows.dot(row, theta, c * features);
      }
      return;
    }
    int k = margins;
    int n = rows.entries(row);
    int whole = n & -LANES;
    Arrays.fill(sums, 0, (LANES + 1) * k, 0);
    for (int i = 0; i < n; i++) {
      int at = (i < whole ? i % LANES : LANES) * k;
      double value = rows.value(row, i);
      int j = rows.column(row, i) * k;
      for (int c = 0; c < k; c++) {
        sums[at + c] += value * theta[j + c];
      }
    }
    for (int c = 0; c < k; c++) {
      double low = (sums[c] + sums[k + c]) + (sums[2 * k + c] + sums[3 * k + c]);
      double high = (sums[4 * k + c] + sums[5 * k + c]) + (sums[6 * k + c] + sums[7 * k + c]);
      into[c] = (low + high) + sums[LANES * k + c];
    }
  }

  /** Adds scales[c]·x to margin c's weights, of those margins whose scale is not 0. */
  public void addRow(CsrRows rows, int row, double[] scales, double[] theta) {
    if (!byFeatures) {
      for (int c = 0; c < margins; c++) {
        if (scales[c] != 0) {
          rows.addScaled(row, scales[c], theta, c * features);
        }
      }
      return;
    }
    int n = rows.entries(row);
    for (int i = 0; i < n; i++) {
      double value = rows.value(row, i);
      int j = rows.column(row, i) * margins;
      for (int c = 0; c < margins; c++) {
        theta[j + c] += scales[c] * value;
      }
    }
  }

  /**
   * A step of Adagrad by the gradient g = scales[c]·x of margin c: squares ← squares + g², θ ← θ −
   * rate/(√squares + ε)·g, of those margins whose scale is not 0.
   *
   * @param g room for the weights of a piece
   * @param steps the same
   */
  public void adagrad(
      CsrRows rows,
      int row,
      double[] scales,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      double[] g,
      double[] steps) {
    int n = rows.entries(row);
    for (int first = 0; first < n; first += piece) {
      int count = Math.min(piece, n - first);
      if (byFeatures) {
        stepByFeatures(rows, row, first, count, scales, rate, epsilon, theta, squares, steps);
      } else {
        for (int c = 0; c < margins; c++) {
          if (scales[c] != 0) {
            rows.adagrad(
                row,
                first,
                count,
                scales[c],
                rate,
                epsilon,
                theta,
                squares,
                c * features,
                g,
                steps);
          }
        }
      }
    }
  }

  private void stepByFeatures(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] scales,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      double[] steps) {
    int k = margins;
    for (int i = 0; i < count; i++) {
      double value = rows.value(row, first + i);
      int j = rows.column(row, first + i) * k;
      for (int c = 0; c < k; c++) {
        double g = scales[c] * value;
        double sum = squares[j + c] + g * g;
        squares[j + c] = sum;
        steps[i * k + c] = sum;
      }
    }
    SparseKernels.adagradRates(rate, epsilon, steps, count * k);
    for (int i = 0; i < count; i++) {
      double value = rows.value(row, first + i);
      int j = rows.column(row, first + i) * k;
      for (int c = 0; c < k; c++) {
        theta[j + c] -= steps[i * k + c] * (scales[c] * value);
      }
    }
  }

  /** Elements of an array like θ, of a piece of a row. */
  public void gather(CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    if (!byFeatures) {
      for (int c = 0; c < margins; c++) {
        rows.gather(row, first, count, from, c * features, into, c * count);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(from, rows.column(row, first + i) * margins, into, i * margins, margins);
    }
  }

  /** The elements of an array by features, of a piece of a row, each for all margins. */
  public void gatherShared(
      CsrRows rows, int row, int first, int count, double[] from, double[] into) {
    if (!byFeatures) {
      for (int c = 0; c < margins; c++) {
        rows.gather(row, first, count, from, 0, into, c * count);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double value = from[rows.column(row, first + i)];
      Arrays.fill(into, i * margins, (i + 1) * margins, value);
    }
  }

  /**
   * Writes the elements of a piece of a row, as {@link #gather} reads them, by magnitude and sign;
   * a zero has none.
   */
  public void scatter(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] magnitudes,
      double[] signs,
      double[] into) {
    if (!byFeatures) {
      for (int c = 0; c < margins; c++) {
        for (int i = 0; i < count; i++) {
          int at = c * count + i;
          into[c * features + rows.column(row, first + i)] = signed(magnitudes[at], signs[at]);
        }
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int j = rows.column(row, first + i) * margins;
      for (int c = 0; c < margins; c++) {
        into[j + c] = signed(magnitudes[i * margins + c], signs[i * margins + c]);
      }
    }
  }

  /** A number of a magnitude, with another's sign unless it is 0. */
  public static double signed(double magnitude, double sign) {
    return magnitude == 0 ? 0 : Math.copySign(magnitude, sign);
  }
}
