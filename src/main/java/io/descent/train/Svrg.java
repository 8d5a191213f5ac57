package io.descent.train;

import io.descent.objective.GradientSum;
import io.descent.objective.LossSum;
import io.descent.objective.MarginObjective;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.optim.UpdateRule;
import io.descent.penalty.Penalty;
import io.descent.sample.FullSampler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic variance reduced gradient (Johnson & Zhang 2013; with proximal steps Xiao & Zhang
 * 2014), on shards (Konečný et al. 2016). A round takes a snapshot w̃ = w with its gradient over
 * all rows ∇F(w̃), and then goes once through the rows: every shard, from the same w, makes updates
 * w ← prox(w − η(g_i(w) − g_i(w̃) + ∇F(w̃) + ∇r(w))), g_i of a batch of its rows and r the smooth
 * part of the penalty; the ends are averaged by the weight of the rows read. At the optimum every
 * update is 0, in every shard, so that a constant rate leads to it.
 *
 * <p>A round is T steps ({@link LocalPace}), between which the ends are averaged; the first also
 * takes the snapshot. Orders of rows are those of {@link LocalSteps}, another in each round. Where
 * T is above 1, the snapshot and its gradient lie behind the model in θ. A round draws 2n rows: n
 * for the snapshot's gradient, n for the updates.
 */
public final class Svrg implements GradientSource {
  private static final double BYTES = 4;
  private static final int FEWEST_UPDATES = 8;

  private final ShardedBlocks blocks;
  private final SampledGradient all;
  private final SvrgUpdates updates;
  private final LocalPace pace;
  private final long seed;
  private final ParameterLayout layout;

  /** What rounds are made by where they are looked after, else null. */
  private final @Nullable GuardedRounds guarded;

  private Svrg(
      ShardedBlocks blocks,
      SvrgUpdates updates,
      LocalPace pace,
      long seed,
      @Nullable GuardedRounds guarded) {
    this.blocks = blocks;
    this.guarded = guarded;
    this.all = SampledGradient.of(blocks, updates.objective(), new FullSampler(), seed);
    this.updates = updates;
    this.pace = pace;
    this.seed = seed;
    ParameterLayout model = updates.objective().layout();
    int d = model.dimension();
    if (guarded != null) {
      this.layout = model.with("best point", false, d).with("course", false, Course.NUMBERS);
    } else {
      this.layout =
          pace.stepsPerEpoch() == 1
              ? model
              : model.with("snapshot gradient", false, d).with("snapshot", false, d);
    }
  }

  /**
   * A source.
   *
   * @param blocks the training rows, which the caller closes
   * @param rate η of all updates, above 0
   * @param penalty acts in every update
   * @param batchSize rows of an update, B ≥ 1
   * @param localSteps the most updates between two synchronisations, K ≥ 1
   */
  public static Svrg of(
      ShardedBlocks blocks,
      Objective objective,
      double rate,
      Penalty penalty,
      long batchSize,
      long localSteps,
      long seed) {
    return new Svrg(
        blocks,
        new SvrgUpdates(objective, rate, penalty, batchSize),
        LocalPace.of(blocks.shards(), batchSize, localSteps),
        seed,
        null);
  }

  /**
   * This source with {@link GuardedRounds}, at rates of their own and with second derivatives where
   * they are possible. To be used with a plain outer rule of rate 1.
   *
   * @throws IllegalStateException when a round is more than one step
   */
  public Svrg guarded(Smoothness smoothness) {
    if (pace.stepsPerEpoch() > 1) {
      throw new IllegalStateException("rounds of " + pace.stepsPerEpoch() + " steps");
    }
    return new Svrg(
        blocks, updates, pace, seed, GuardedRounds.of(blocks, updates, pace, seed, smoothness));
  }

  /**
   * The rows of an update, B, for which what an update costs whatever its rows, a time that is
   * proportional to the length of θ, is no more than what its rows cost: 1 for dense rows, and
   * where a linear model's L1 and L2 can wait for the row that needs them; else by the bytes of the
   * rows, with at least {@value #FEWEST_UPDATES} updates of the largest shard in a round. A
   * function of the data and of what is trained, the same wherever it runs.
   */
  public static long batchSize(ShardedBlocks blocks, Objective objective, Penalty penalty) {
    if (SvrgRows.applyTo(objective, penalty)) {
      return 1;
    }
    int width =
        objective instanceof MarginObjective margins
            ? margins.features()
            : objective.layout().dimension();
    // A sparse value takes 8 bytes; an update goes over θ about twice as often as over its rows.
    double bytesOfRow = (double) blocks.bytes() / Math.max(1, blocks.shards().rows());
    long balanced = (long) (BYTES * width / Math.max(1, bytesOfRow));
    return Math.max(1, Math.min(balanced, blocks.shards().mostRows() / FEWEST_UPDATES));
  }

  /** Whether the first round is one of {@link SecondOrder}, and no update has the rate. */
  public boolean beginsWithSecondOrder() {
    return guarded != null && guarded.beginsWithSecondOrder();
  }

  /** η of the updates, of guarded ones of the first round. */
  public double rate() {
    return guarded == null ? updates.rate() : guarded.firstRate();
  }

  /**
   * Whether rounds that look after themselves end at the optimum of such a model in few of them,
   * unless a pass over second derivatives would take too long.
   */
  public static boolean isShort(Objective objective, Penalty penalty) {
    return SecondOrder.isFor(objective, penalty);
  }

  /** The rule of the loop: an outer rule for the model; snapshots are taken as they come. */
  public UpdateRule synchronising(UpdateRule outer) {
    return new SyncRule(outer, modelSize());
  }

  /**
   * The steps in which some epochs, passes over the rows, are drawn, rounded up; {@link
   * Long#MAX_VALUE} where it takes more.
   */
  public long steps(double epochs) {
    double rounds = Math.floor(epochs / 2);
    double left = epochs - 2 * rounds;
    if (left > 1) {
      long whole = new LocalPace(pace.stepsPerEpoch(), 1).steps(rounds);
      long rest = pace.steps(left - 1);
      return whole > Long.MAX_VALUE - rest ? Long.MAX_VALUE : whole + rest;
    }
    long whole = pace.steps(rounds);
    return left == 0 || whole == Long.MAX_VALUE ? whole : whole + 1;
  }

  @Override
  public double[] start(double[] model) {
    double[] theta = Arrays.copyOf(model, layout.dimension());
    if (guarded != null) {
      guarded.start(model).writeTo(theta);
    }
    return theta;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public int modelSize() {
    return updates.objective().layout().dimension();
  }

  @Override
  public boolean appliesPenalty() {
    return true;
  }

  @Override
  public long rows() {
    return blocks.shards().rows();
  }

  @Override
  public long stepsPerEpoch() {
    return (pace.stepsPerEpoch() + 1) / 2;
  }

  @Override
  public boolean readsAll() {
    return false;
  }

  /**
   * The ends' mean, with the snapshot behind it where it travels. Its rows are those of both
   * passes; its loss that of the snapshot, over all rows, in a step that takes one, else that of
   * the rows read at the model that read them.
   */
  @Override
  public @Nullable GradientSum gradient(double[] theta, long step) {
    if (guarded != null) {
      return guarded.round(theta, step);
    }
    int d = modelSize();
    double[] state = theta;
    GradientSum full = null;
    if (step % pace.stepsPerEpoch() == 0) {
      double[] model = Arrays.copyOf(theta, d);
      full = all.fullGradient(model);
      if (full == null || !(full.weight() > 0)) {
        return null;
      }
      state = withGradient(model, full);
    }
    GradientSum ends = blocks.sum(state, new SvrgRound(updates, PacedStep.of(pace, seed, step)));
    if (ends == null && full == null) {
      return null;
    }
    double[] after = Arrays.copyOf(state, layout.dimension());
    if (full != null && after.length > d) {
      System.arraycopy(state, 0, after, 2 * d, d);
    }
    if (ends != null) {
      double[] end = new double[d];
      ends.meanGradient(end);
      System.arraycopy(end, 0, after, 0, d);
    }
    GradientSum sum = GradientSum.of(after.length);
    sum.addScaled(after, after.length, 1, 0);
    if (full != null) {
      sum.count(full);
    }
    if (ends != null && full != null) {
      sum.countRows(ends.rows());
    } else if (ends != null) {
      sum.count(ends);
    }
    return sum;
  }

  /** A snapshot and its gradient behind it. */
  static double[] withGradient(double[] model, GradientSum full) {
    double[] gradient = new double[model.length];
    full.meanGradient(gradient);
    double[] state = Arrays.copyOf(model, 2 * model.length);
    System.arraycopy(gradient, 0, state, model.length, model.length);
    return state;
  }

  /** θ less the mean of the ends; the snapshot behind it. */
  @Override
  public void mean(GradientSum sum, double[] theta, double[] into) {
    sum.gradient(1, into);
    for (int j = 0; j < modelSize(); j++) {
      into[j] = theta[j] - into[j];
    }
  }

  @Override
  public @Nullable GradientSum fullGradient(double[] theta) {
    return all.fullGradient(Arrays.copyOf(theta, modelSize()));
  }

  @Override
  public LossSum evaluate(double[] theta) {
    return all.evaluate(Arrays.copyOf(theta, modelSize()));
  }
}
