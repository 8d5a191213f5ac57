/**
 * Images and labels in idx files, the format of MNIST: found, checked against their headers, and
 * read shard by shard.
 */
@NullMarked
package io.descent.data.idx;

import org.jspecify.annotations.NullMarked;
