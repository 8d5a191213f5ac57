/**
 * The loop: sample, gradient, update, stop. It sees the data through two ports and knows neither
 * Spark nor files. JDK only.
 */
@NullMarked
package io.descent.train;

import org.jspecify.annotations.NullMarked;
