/**
 * What is kept of a training: the model folder and its files, published whole, read with suspicion.
 * Nothing that is loaded can run code: every file is JSON or plain numbers.
 */
@NullMarked
package io.descent.store;

import org.jspecify.annotations.NullMarked;
