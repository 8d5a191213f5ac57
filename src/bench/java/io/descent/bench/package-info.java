/**
 * Measurements beside other systems, each a program of its own: {@code mvn -B test-compile
 * exec:exec -P bench -Dbench=io.descent.bench.StepBench}.
 */
package io.descent.bench;
