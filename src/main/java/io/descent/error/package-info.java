/**
 * What a person did that cannot work, said so that they can mend it, and the exit code it ends
 * with. JDK only.
 */
@NullMarked
package io.descent.error;

import org.jspecify.annotations.NullMarked;
