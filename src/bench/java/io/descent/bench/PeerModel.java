package io.descent.bench;

/**
 * A linear model.
 *
 * @param weights of each class those of features 1 … d and the intercept; of two classes one margin
 * @param oneVersusRest whether classes were trained each against all others, and the probability of
 *     one is σ(z) by their sum, instead of a softmax
 */
record PeerModel(double[][] weights, boolean oneVersusRest) {
  /** Of two classes. */
  static PeerModel binary(double[] weights) {
    return new PeerModel(new double[][] {weights}, false);
  }

  /** The margins of a row, of which features above d count nothing. */
  void margins(int[] features, float[] values, double[] into) {
    for (int k = 0; k < weights.length; k++) {
      double[] w = weights[k];
      int width = w.length - 1;
      double margin = w[width];
      for (int i = 0; i < features.length; i++) {
        margin += features[i] < width ? values[i] * w[features[i]] : 0;
      }
      into[k] = margin;
    }
  }

  /**
   * The loss of a row.
   *
   * @param label −1 or +1, or the class from 1
   */
  double loss(double[] margins, int label) {
    if (margins.length == 1) {
      return logOnePlusExp(-label * margins[0]);
    }
    double most = Double.NEGATIVE_INFINITY;
    double[] logs = margins.clone();
    for (int k = 0; k < logs.length; k++) {
      logs[k] = oneVersusRest ? -logOnePlusExp(-margins[k]) : margins[k];
      most = Math.max(most, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return Math.log(sum) + most - logs[label - 1];
  }

  private static double logOnePlusExp(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
