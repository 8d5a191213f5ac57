/**
 * Which rows a step reads: pure functions of the seed, the step and what the loading pass counted.
 * JDK only.
 */
@NullMarked
package io.descent.sample;

import org.jspecify.annotations.NullMarked;
