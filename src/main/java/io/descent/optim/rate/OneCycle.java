package io.descent.optim.rate;

import io.descent.optim.LearningRate;
import io.descent.optim.Slots;

/**
 * One cycle over T steps: from η₀/D along a half cosine up to η₀ at step P = max(0, ρT − 1), then
 * along another down to η₀/(D·D′) at step T − 1, where it stays. Smith and Topin,
 * "Super-Convergence", 2018, in the form of torch's {@code OneCycleLR} with {@code
 * anneal_strategy='cos'} and two phases: ρ is its {@code pct_start}, D its {@code div_factor}, D′
 * its {@code final_div_factor}. Momentum is not cycled.
 *
 * <p>torch divides by 0 when ρT = 1, refuses steps beyond T, and for ρT &lt; 1 is past the peak at
 * step 0; here such a cycle starts at its peak.
 *
 * @param rate η₀ &gt; 0, the peak
 * @param steps T ≥ 1
 * @param rise ρ in (0, 1)
 * @param div D ≥ 1
 * @param finalDiv D′ ≥ 1
 */
public record OneCycle(double rate, long steps, double rise, double div, double finalDiv)
    implements LearningRate {
  private static final long serialVersionUID = 1L;

  public OneCycle {
    Checks.positive("rate", rate);
    Checks.atLeast(1, "length", steps);
    Checks.belowOne("pct-start", rise);
    Checks.notBelowOne("div", div);
    Checks.notBelowOne("final-div", finalDiv);
  }

  @Override
  public double at(long step, Slots slots) {
    double start = rate / div;
    double peak = Math.max(0, rise * steps - 1);
    if (step < peak) {
      return Cosine.between(start, rate, step / peak);
    }
    double last = steps - 1;
    // A cycle of one step is its peak, which is also its end.
    double share = last > peak ? (Math.min((double) step, last) - peak) / (last - peak) : 0;
    return Cosine.between(rate, start / finalDiv, share);
  }
}
