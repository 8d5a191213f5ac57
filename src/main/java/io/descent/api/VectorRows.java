package io.descent.api;

import io.descent.linalg.CsrRows;
import io.descent.linalg.DenseRows;
import io.descent.linalg.Rows;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;

/** Spark's vectors as rows. */
final class VectorRows {
  private VectorRows() {}

  /** One row that shares the vector's arrays. */
  static Rows of(Vector vector) {
    if (vector instanceof DenseVector dense) {
      return DenseRows.of(1, dense.size(), dense.values());
    }
    SparseVector sparse = vector.toSparse();
    return CsrRows.of(
        sparse.size(), new int[] {0, sparse.indices().length}, sparse.indices(), sparse.values());
  }
}
