/**
 * Measurements of the inner loops by JMH, each method in a process of its own; compiled with the
 * profile {@code bench} alone. {@link io.descent.bench.kernel.KernelBench} runs them.
 */
package io.descent.bench.kernel;
