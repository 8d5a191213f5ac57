/**
 * How good predictions are: exact metrics as sums that merge along the shard tree. Nothing here
 * knows where rows come from or who asks.
 */
@NullMarked
package io.descent.evaluate;

import org.jspecify.annotations.NullMarked;
