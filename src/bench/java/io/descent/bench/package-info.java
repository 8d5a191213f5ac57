/**
 * Measurements, each a program of its own: {@code mvn -B test-compile exec:exec -P bench
 * -Dbench=io.descent.bench.StepBench}.
 *
 * <p>Quality on the a9a data of the LIBSVM collection needs no program; the settings were chosen on
 * the last fifth of {@code a9a}, never on {@code a9a.t}:
 *
 * <pre>{@code
 * ./submit.sh train --data a9a --test a9a.t --features 123 --loss logistic --optimizer nesterov
 *     --rate 0.5 --sampling full --epochs 500 --model models/a9a
 * }</pre>
 */
package io.descent.bench;
