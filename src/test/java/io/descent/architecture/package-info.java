/** Tests of the house as a whole: which room may use which, and what the build says twice. */
@NullMarked
package io.descent.architecture;

import org.jspecify.annotations.NullMarked;
