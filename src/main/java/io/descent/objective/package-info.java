/** What a block of rows costs at θ: losses, model families, gradients and their sums. JDK only. */
@NullMarked
package io.descent.objective;

import org.jspecify.annotations.NullMarked;
