package io.descent.linalg;

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
public abstract class WeightOrder {
  /** Below this, θ stays in the second cache however it is ordered: 256 KiB. */
  private static final int SHORT = 1 << 15;

  /** Weights of a piece: a few arrays of them stay in the first cache. */
  private static final int PIECE = 1024;

  final int margins;
  final int features;
  private final int piece;

  WeightOrder(int margins, int features) {
    this.margins = margins;
    this.features = features;
    this.piece = Math.max(1, PIECE / margins);
  }

  /** As they are stored. */
  public static WeightOrder stored(int margins, int features) {
    return new StoredOrder(margins, features);
  }

  /** Feature by feature. */
  public static WeightOrder byFeatures(int margins, int features) {
    return new FeatureOrder(margins, features);
  }

  /** That in which updates by sparse rows are fast. */
  public static WeightOrder fast(int margins, int features) {
    return margins > 1 && (long) margins * features > SHORT
        ? byFeatures(margins, features)
        : stored(margins, features);
  }

  /** k. */
  public final int margins() {
    return margins;
  }

  /** d. */
  public final int features() {
    return features;
  }

  /** Where the weight of a margin for a feature is. */
  public abstract int element(int margin, int feature);

  /** The most stored values of a row that are taken at a time. */
  public final int piece() {
    return piece;
  }

  /** Room for the weights of a piece. */
  public final double[] room() {
    return new double[piece * margins];
  }

  /** Some stored elements, weights first, in this order. */
  public abstract double[] read(double[] stored, int offset, int length);

  /** Adds scale times elements of this order to stored ones from an offset on. */
  public abstract void addScaled(double[] ordered, double scale, double[] stored, int offset);

  /**
   * The margins of a row: into[c] is {@link Rows#dot} with the weights of margin c, to the bit, and
   * its intercept.
   *
   * @param intercepts whether those of the margins stand behind the weights
   * @param sums room for 9·k numbers
   */
  public final void margins(
      CsrRows rows, int row, double[] theta, boolean intercepts, double[] sums, double[] into) {
    dots(rows, row, theta, sums, into);
    for (int c = 0; intercepts && c < margins; c++) {
      into[c] += theta[margins * features + c];
    }
  }

  abstract void dots(CsrRows rows, int row, double[] theta, double[] sums, double[] into);

  /** Adds scales[c]·x to margin c's weights, of those margins whose scale is not 0. */
  public abstract void addRow(CsrRows rows, int row, double[] scales, double[] theta);

  /**
   * A step of Adagrad by the gradient g = scales[c]·x of margin c: squares ← squares + g², θ ← θ −
   * rate/(√squares + ε)·g, of those margins whose scale is not 0.
   *
   * @param g room for the weights of a piece
   * @param steps the same
   */
  public final void adagrad(
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
      adagrad(rows, row, first, count, scales, rate, epsilon, theta, squares, g, steps);
    }
  }

  /** The step of a piece of a row. */
  abstract void adagrad(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] scales,
      double rate,
      double epsilon,
      double[] theta,
      double[] squares,
      double[] g,
      double[] steps);

  /** Elements of an array like θ, of a piece of a row. */
  public abstract void gather(
      CsrRows rows, int row, int first, int count, double[] from, double[] into);

  /** The elements of an array by features, of a piece of a row, each for all margins. */
  public abstract void gatherShared(
      CsrRows rows, int row, int first, int count, double[] from, double[] into);

  /**
   * Writes the elements of a piece of a row, as {@link #gather} reads them, by magnitude and sign;
   * a zero has none.
   */
  public abstract void scatter(
      CsrRows rows,
      int row,
      int first,
      int count,
      double[] magnitudes,
      double[] signs,
      double[] into);

  /** A number of a magnitude, with another's sign unless it is 0. */
  public static double signed(double magnitude, double sign) {
    return magnitude == 0 ? 0 : Math.copySign(magnitude, sign);
  }
}
