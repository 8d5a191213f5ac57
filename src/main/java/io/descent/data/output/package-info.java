/**
 * What a model says of rows, written beside them: the columns, the folder of parts, its rules. No
 * Spark here.
 */
@NullMarked
package io.descent.data.output;

import org.jspecify.annotations.NullMarked;
