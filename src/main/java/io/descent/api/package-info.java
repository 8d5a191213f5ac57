/**
 * What a Java caller sees: the builder, the one place of options and defaults, the model,
 * listeners.
 */
@NullMarked
package io.descent.api;

import org.jspecify.annotations.NullMarked;
