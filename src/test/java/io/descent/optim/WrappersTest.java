package io.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.descent.linalg.EffectiveStep;
import org.junit.jupiter.api.Test;

class WrappersTest {
  private static double[] once(UpdateRule rule, EffectiveStep out, double... gradient) {
    double[] theta = new double[gradient.length];
    rule.apply(gradient, 1, theta, rule.init(gradient.length), 1, out);
    return theta;
  }

  @Test
  void aLongGradientIsBroughtToTheNormAndAShortOneLeftAlone() {
    UpdateRule rule = ClipNorm.of(new Sgd(), 1);
    EffectiveStep out = new EffectiveStep();
    assertThat(once(rule, out, 3, -4)).containsExactly(new double[] {-0.6, 0.8}, within(1e-15));
    assertThat(out.at(0)).isCloseTo(0.2, within(1e-15));
    assertThat(once(rule, out, 0.3, -0.4)).containsExactly(-0.3, 0.4);
    assertThat(out.at(1)).isEqualTo(1);
    assertThat(once(rule, out, 0, 0)).containsExactly(0, 0);
  }

  @Test
  void aNormWhoseSquaresOverflowIsStillANorm() {
    EffectiveStep out = new EffectiveStep();
    assertThat(once(ClipNorm.of(new Sgd(), 1), out, 3e200, -4e200))
        .containsExactly(new double[] {-0.6, 0.8}, within(1e-15));
    assertThat(once(ClipNorm.of(new Sgd(), 1), out, Double.POSITIVE_INFINITY, 1)[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    // The norm itself is beyond a double: limit/∞ would hide the divergence behind steps of 0.
    assertThat(once(ClipNorm.of(new Sgd(), 1), out, 1.7e308, -1.7e308))
        .containsExactly(-1.7e308, 1.7e308);
    assertThat(out.at(0)).isEqualTo(1);
  }

  @Test
  void everyElementIsClippedForItself() {
    UpdateRule rule = ClipValue.of(new Sgd(), 0.5);
    EffectiveStep out = new EffectiveStep();
    assertThat(once(rule, out, 2, -4, 0.25)).containsExactly(-0.5, 0.5, -0.25);
    assertThat(new double[] {out.at(0), out.at(1), out.at(2)}).containsExactly(0.25, 0.125, 1);
    assertThat(once(rule, out, 0.5, 0, 0)).containsExactly(-0.5, 0, 0);
    assertThat(out.at(0)).isEqualTo(1);
  }

  /** Zhang et al.'s two loops, written out. */
  @Test
  void lookAheadIsItsTwoLoops() {
    UpdateRule rule = Lookahead.of(Momentum.of(0.5), 3, 0.25);
    Slots slots = rule.init(1);
    double[] theta = {2};
    double slow = 2;
    double fast = 2;
    double buffer = 0;
    for (int t = 1; t <= 10; t++) {
      rule.apply(new double[] {theta[0]}, 0.1, theta, slots, t, new EffectiveStep());
      buffer = 0.5 * buffer + fast;
      fast -= 0.1 * buffer;
      if (t % 3 == 0) {
        slow += 0.25 * (fast - slow);
        fast = slow;
      }
      assertThat(theta[0]).isCloseTo(fast, within(1e-14));
    }
  }

  @Test
  void lookAheadToTheEndIsNone() {
    UpdateRule rule = Lookahead.of(new Sgd(), 1, 1);
    assertThat(once(rule, new EffectiveStep(), 0.5, -2)).containsExactly(-0.5, 2);
  }

  @Test
  void namesAndMemoryCompose() {
    UpdateRule rule =
        Lookahead.of(ClipNorm.of(WeightDecay.of(Momentum.of(0.9), 0.1, null), 1), 5, 0.5);
    assertThat(rule.name()).isEqualTo("lookahead(clip-norm(weight-decay(momentum)))");
    assertThat(rule.init(2).names())
        .containsExactly("momentum", "slow-clip-norm(weight-decay(momentum))");
    UpdateRule twice = Lookahead.of(Lookahead.of(new Sgd(), 2, 0.5), 3, 0.5);
    assertThat(twice.init(1).names()).containsExactly("slow-sgd", "slow-lookahead(sgd)");
    assertThat(ClipValue.of(new Sgd(), 1).name()).isEqualTo("clip-value(sgd)");
    assertThat(ClipValue.of(Lion.of(0.9, 0.9), 1).takesProximalStep()).isFalse();
    assertThat(ClipNorm.of(Ftrl.of(1), 1).isIncremental()).isFalse();
    assertThat(rule.takesProximalStep()).isTrue();
    assertThat(rule.isIncremental()).isTrue();
  }

  @Test
  void aFormThatIsWrongIsShownTheRightOne() {
    assertThat(Lookahead.parse(new Sgd(), "5:0.5").name()).isEqualTo("lookahead(sgd)");
    double[] half = once(Lookahead.of(new Sgd(), 1, 0.5), new EffectiveStep(), 1);
    for (String form : new String[] {"1:0.5", "1:.5", "1:5e-1", "1:5.E-1", "01:0.50"}) {
      assertThat(once(Lookahead.parse(new Sgd(), form), new EffectiveStep(), 1))
          .as(form)
          .containsExactly(half);
    }
    assertThat(Lookahead.parse(new Sgd(), "1:1").name()).isEqualTo("lookahead(sgd)");
    assertThat(Lookahead.parse(new Sgd(), "2:1.").name()).isEqualTo("lookahead(sgd)");
    for (String bad :
        new String[] {
          "", "5", "5:", ":0.5", "0:0.5", "5:0", "5:1.1", "5:.5:1", "a:b", "5:.", "5:0.1.2", "5:.e1"
        }) {
      assertThatThrownBy(() -> Lookahead.parse(new Sgd(), bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("look-ahead is K:ALPHA, ");
    }
    assertThatThrownBy(() -> Lookahead.parse(new Sgd(), "5"))
        .hasMessage("look-ahead is " + Lookahead.grammar() + ", got 5");
  }

  @Test
  void effectiveStepsAreScaledWithoutTouchingTheArrayTheyCameIn() {
    EffectiveStep step = new EffectiveStep();
    step.set(2);
    step.scale(3);
    assertThat(step.at(7)).isEqualTo(6);
    step.scale(new double[] {1, 0.5});
    assertThat(step.at(1)).isEqualTo(3);
    double[] sizes = {1, 2};
    step.set(sizes);
    step.scale(10);
    assertThat(step.at(1)).isEqualTo(20);
    assertThat(sizes).containsExactly(1, 2);
    step.scale(new double[] {1, 0.1});
    assertThat(step.at(1)).isCloseTo(2, within(1e-15));
    assertThat(step.each(2)).isSameAs(step.each(2));
    assertThat(step.each(3)).hasSize(3);
  }
}
