/**
 * Files wherever they lie: found in one order, read from any byte, published whole or not at all.
 * Plain {@code java.nio} for local files, Hadoop for every other scheme.
 */
@NullMarked
package io.descent.files;

import org.jspecify.annotations.NullMarked;
