/** Tests of submit.sh: which process it starts, with what, and what it says when it cannot. */
@NullMarked
package io.descent.submit;

import org.jspecify.annotations.NullMarked;
