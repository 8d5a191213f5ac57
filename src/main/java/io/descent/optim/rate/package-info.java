/**
 * Learning-rate schedules: one class a definition, each with its source. Pure functions of the
 * step, but for those that follow the objective, whose memory is in slots. Beside the schedules,
 * what runs them one after the other. It holds more than a dozen types because each schedule is
 * one.
 */
@NullMarked
package io.descent.optim.rate;

import org.jspecify.annotations.NullMarked;
