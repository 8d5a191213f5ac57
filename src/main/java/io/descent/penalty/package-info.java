/** What large parameters cost, and the proximal step of what has no gradient. JDK only. */
@NullMarked
package io.descent.penalty;

import org.jspecify.annotations.NullMarked;
