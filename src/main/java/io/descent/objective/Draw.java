package io.descent.objective;

/**
 * Where the randomness of an objective comes from: whatever it draws for a row is a function of
 * these two and of the row.
 *
 * @param seed the seed of the run
 * @param step the step, counted from 0
 */
public record Draw(long seed, long step) {}
