/**
 * From files and tables to rows and blocks: the cut of texts into shards, the formats, the encoding
 * of columns, and what loading has to report. A mistake in the data travels as a {@link
 * io.descent.data.Fault}, never as an exception in a task. Spark and Hadoop only in classes of
 * their own, so that the local engine runs without them.
 *
 * <p>The package is large because every format brings a reader with the few types it needs, which
 * nobody else may see.
 */
@NullMarked
package io.descent.data;

import org.jspecify.annotations.NullMarked;
