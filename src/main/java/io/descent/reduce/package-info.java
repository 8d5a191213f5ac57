/**
 * Sums over shards that have the same bits in whatever order their parts arrive: one binary tree
 * over the shards, whoever adds it up. JDK only.
 */
@NullMarked
package io.descent.reduce;

import org.jspecify.annotations.NullMarked;
