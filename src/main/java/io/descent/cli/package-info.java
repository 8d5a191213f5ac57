/**
 * The command line: commands, options, what a person sees, exit codes. The only place that ends the
 * process.
 */
@NullMarked
package io.descent.cli;

import org.jspecify.annotations.NullMarked;
