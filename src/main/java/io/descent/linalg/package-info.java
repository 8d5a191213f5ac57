/**
 * Primitive arrays and the few kernels over them, with the order of floating-point operations
 * pinned.
 */
@NullMarked
package io.descent.linalg;

import org.jspecify.annotations.NullMarked;
