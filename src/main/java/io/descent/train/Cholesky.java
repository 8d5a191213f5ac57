package io.descent.train;

/**
 * Cholesky's factor L of a symmetric matrix A = LLᵀ without negative eigenvalues. A pivot that is
 * not above 0 makes its column of L 0, and the element of a solution 0.
 */
final class Cholesky {
  private final double[][] l;

  private Cholesky(double[][] l) {
    this.l = l;
  }

  /**
   * The factor.
   *
   * @param matrix of which the elements below the diagonal are read
   * @param diagonal the elements on it
   */
  static Cholesky of(double[][] matrix, double[] diagonal) {
    int d = diagonal.length;
    double[][] l = new double[d][];
    for (int i = 0; i < d; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double[] other = j < i ? l[j] : row;
        double value = j < i ? matrix[i][j] : diagonal[i];
        for (int k = 0; k < j; k++) {
          value -= row[k] * other[k];
        }
        if (j < i) {
          row[j] = other[j] > 0 ? value / other[j] : 0;
        } else {
          row[i] = value > 0 ? Math.sqrt(value) : 0;
        }
      }
      l[i] = row;
    }
    return new Cholesky(l);
  }

  /** The x of Ax = b. */
  double[] solve(double[] b) {
    int d = b.length;
    double[] x = new double[d];
    for (int i = 0; i < d; i++) {
      double[] row = l[i];
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = row[i] > 0 ? sum / row[i] : 0;
    }
    for (int i = d - 1; i >= 0; i--) {
      double[] row = l[i];
      x[i] = row[i] > 0 ? x[i] / row[i] : 0;
      for (int k = 0; k < i; k++) {
        x[k] -= row[k] * x[i];
      }
    }
    return x;
  }
}
