/**
 * What a table means, whatever file it came from: cells, the first pass that finds types,
 * dictionaries and moments, the encoding of rows as features, labels. JDK and Jackson only; the
 * readers of each format stand in packages of their own and hand rows over as {@link
 * io.descent.data.table.Cells}, so that the same data give the same bits from every format.
 */
@NullMarked
package io.descent.data.table;

import org.jspecify.annotations.NullMarked;
