/**
 * Data as the options name them, in whatever format: opened, learnt from, loaded, and opened again
 * for a saved model. The door of the room: what others call.
 */
@NullMarked
package io.descent.data.input;

import org.jspecify.annotations.NullMarked;
