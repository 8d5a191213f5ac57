/**
 * Parquet, ORC and JSON as tables, read by spark-sql: rows in the order in which they are stored,
 * moved to their shards by one shuffle when the data are loaded. The only package beside {@code
 * io.descent.spark} that needs Spark.
 */
@NullMarked
package io.descent.data.sql;

import org.jspecify.annotations.NullMarked;
