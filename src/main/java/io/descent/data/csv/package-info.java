/**
 * CSV files as tables: the same code in both engines. One record a line, so that any task can begin
 * at any line; quoting by FastCSV.
 */
@NullMarked
package io.descent.data.csv;

import org.jspecify.annotations.NullMarked;
