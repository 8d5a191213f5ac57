/**
 * The grammar in which schedules of the learning rate are written, and what makes rates of them
 * once the numbers of steps are known.
 */
@NullMarked
package io.descent.optim.schedule;

import org.jspecify.annotations.NullMarked;
