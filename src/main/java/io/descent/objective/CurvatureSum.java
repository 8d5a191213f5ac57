package io.descent.objective;

import io.descent.linalg.Block;
import io.descent.linalg.Rows;
import io.descent.reduce.Mergeable;

/**
 * The second derivatives of some rows' costs, Σcᵢ∇²ℓᵢ, with their gradient and, for a scale of each
 * element of θ, the sums Σcᵢxᵢⱼ² of its feature, 1 for an intercept.
 *
 * <p>Held as the lower triangle, row by row: 4·d² bytes for a θ of d elements, so that it is for
 * narrow models. A row of m values and k margins costs (k·m)²/2. <b>Not thread-safe.</b>
 */
public final class CurvatureSum implements Mergeable<CurvatureSum> {
  private static final long serialVersionUID = 1L;

  private final GradientSum gradient;
  private final double[] triangle;
  private final double[] squares;

  private CurvatureSum(GradientSum gradient, int dimension) {
    this.gradient = gradient;
    this.triangle = new double[Math.multiplyExact(dimension, dimension + 1) / 2];
    this.squares = new double[dimension];
  }

  /**
   * The sums over all rows of a block at θ.
   *
   * @param gradient of these rows at θ, which becomes part of it
   */
  public static CurvatureSum of(
      MarginObjective objective, Block block, GradientSum gradient, double[] theta) {
    CurvatureSum sum = new CurvatureSum(gradient, theta.length);
    int k = objective.margins();
    double[] margins = new double[k];
    double[] second = new double[k * k];
    Entries entries = new Entries(block.rows().width());
    for (int row = 0; row < block.count(); row++) {
      objective.margins(block.rows(), row, theta, margins);
      objective.secondDerivatives(block, row, margins, second);
      entries.take(block.rows(), row);
      sum.add(objective, entries, block.weight(row), second);
    }
    return sum;
  }

  private void add(MarginObjective objective, Entries x, double weight, double[] second) {
    int k = objective.margins();
    int d = objective.features();
    boolean intercept = objective.hasIntercept();
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double omega = weight * second[a * k + b];
        if (omega == 0) {
          continue;
        }
        for (int i = 0; i < x.count; i++) {
          int start = start(a * d + x.columns[i]) + b * d;
          x.addTo(triangle, start, omega * x.values[i], a == b ? i + 1 : x.count);
        }
        if (intercept) {
          int start = start(k * d + a);
          x.addTo(triangle, start + b * d, omega, x.count);
          if (a > b) {
            x.addTo(triangle, start(k * d + b) + a * d, omega, x.count);
          }
          triangle[start + k * d + b] += omega;
        }
      }
      for (int i = 0; i < x.count; i++) {
        squares[a * d + x.columns[i]] += weight * x.values[i] * x.values[i];
      }
      if (intercept) {
        squares[k * d + a] += weight;
      }
    }
  }

  private static int start(int row) {
    return row * (row + 1) / 2;
  }

  @Override
  public CurvatureSum merge(CurvatureSum right) {
    gradient.merge(right.gradient);
    for (int i = 0; i < triangle.length; i++) {
      triangle[i] += right.triangle[i];
    }
    for (int j = 0; j < squares.length; j++) {
      squares[j] += right.squares[j];
    }
    return this;
  }

  /** The gradient of the same rows. */
  public GradientSum gradient() {
    return gradient;
  }

  /** The mean of the second derivatives in θᵢ and θⱼ. */
  public double mean(int i, int j) {
    return triangle[i >= j ? start(i) + j : start(j) + i] / gradient.weight();
  }

  /** The mean of the squares of what θⱼ is multiplied by. */
  public double meanSquare(int j) {
    return squares[j] / gradient.weight();
  }

  /** The stored values of a row that are not 0. */
  private static final class Entries {
    private final int[] columns;
    private final double[] values;
    private int count;

    Entries(int width) {
      columns = new int[width];
      values = new double[width];
    }

    void take(Rows rows, int row) {
      count = 0;
      rows.forEach(
          row,
          (column, value) -> {
            if (value != 0) {
              columns[count] = column;
              values[count++] = value;
            }
          });
    }

    /** Adds the first values, scaled, to target[start + column]. */
    void addTo(double[] target, int start, double scale, int first) {
      if (first > 0 && columns[first - 1] == first - 1) {
        // Without gaps, the processor adds several at a time.
        for (int i = 0; i < first; i++) {
          target[start + i] += scale * values[i];
        }
      } else {
        for (int i = 0; i < first; i++) {
          target[start + columns[i]] += scale * values[i];
        }
      }
    }
  }
}
