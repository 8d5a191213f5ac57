/**
 * How parameters move: update rules, their memory, and learning rates. JDK only; open to rules of
 * users.
 */
@NullMarked
package io.descent.optim;

import org.jspecify.annotations.NullMarked;
