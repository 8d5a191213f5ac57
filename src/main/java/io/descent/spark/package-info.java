/**
 * The cluster as an engine: blocks in a cached RDD, one ordered tree aggregation a step. [Spark]
 */
@NullMarked
package io.descent.spark;

import org.jspecify.annotations.NullMarked;
