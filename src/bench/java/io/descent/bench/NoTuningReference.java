package io.descent.bench;

import io.descent.data.input.InputSpec;
import io.descent.data.input.TrainingInput;
import io.descent.data.table.Missing;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableSpec;
import io.descent.files.FileStores;
import io.descent.linalg.Storage;
import io.descent.objective.GradientSum;
import io.descent.objective.LinearObjective;
import io.descent.objective.Losses;
import io.descent.objective.Objective;
import io.descent.objective.ParameterLayout;
import io.descent.objective.SoftmaxObjective;
import io.descent.sample.FullSampler;
import io.descent.train.BlockMap;
import io.descent.train.LocalEngine;
import io.descent.train.SampledGradient;
import io.descent.train.ShardedBlocks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Test losses of the yardstick of trainings without options: L-BFGS on the features as Descent
 * makes them, with the L2 penalty 1/(C·n), C of ten values from 10⁻⁴ to 10⁴ (those that
 * scikit-learn's LogisticRegressionCV takes), with the least mean loss in 5-fold cross-validation
 * on the training rows. Values of C are tried from the strongest penalty on, until three in a row
 * are no better; a fit begins where the one before ended.
 *
 * <p>Prints a line {@code name testLoss C trainObjective gradientNorm} for each data set, for
 * {@code src/bench/resources/no-tuning-reference.txt}. Arguments: folder of the data sets that are
 * not shipped, folder for parts, names of data sets (default all); {@code name=4} takes the fifth
 * value of C without a choice.
 */
public final class NoTuningReference {
  private static final int FOLDS = 5;
  private static final int MOST_PASSES = 100;
  private static final int LAST_PASSES = 2000;
  private static final double CV_TOLERANCE = 3e-5;
  private static final double LAST_TOLERANCE = 1e-9;

  private NoTuningReference() {}

  /** Prints the lines. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> asked = Arrays.asList(args).subList(2, args.length);
    for (NoTuningData data :
        NoTuningData.all(Path.of("data"), Path.of(args[0]), Path.of(args[1]))) {
      if (asked.isEmpty() || asked.contains(data.name())) {
        print(data, -1);
      }
      for (String name : asked) {
        if (name.startsWith(data.name() + "=")) {
          print(data, Integer.parseInt(name.substring(data.name().length() + 1)));
        }
      }
    }
  }

  private static void print(NoTuningData data, int given) {
    try (LocalEngine engine = LocalEngine.of(Integer.getInteger("threads", 2))) {
      boolean multinomial = data.loss().equals("multinomial");
      TrainingInput input =
          TrainingInput.load(
              files(data, data.train()), table(data, multinomial), data.features(), engine);
      int width = input.encoding().width();
      Objective objective =
          multinomial
              ? SoftmaxObjective.of(input.encoding().classes(), width, true)
              : LinearObjective.of(Losses.byName(data.loss()), width, true);
      ShardedBlocks blocks = input.blocks();
      double n = blocks.shards().rows();
      int best = given < 0 ? best(data, blocks, objective) : given;
      double[] theta = new double[objective.layout().dimension()];
      Lbfgs.Result fit =
          Lbfgs.minimise(
              objective(blocks, objective, 1 / (strength(best) * n)),
              theta,
              LAST_PASSES,
              LAST_TOLERANCE);
      ShardedBlocks test = input.encoding().loadLabelled(files(data, data.test()), engine).blocks();
      double testLoss = loss(test, objective, raw(objective.layout(), fit.theta(), input));
      System.out.printf(
          "%s %.6g %.3g %.8g %.2g%n",
          data.name(), testLoss, strength(best), fit.value(), fit.gradient());
    }
  }

  /** The value of C with the least cross-validated loss. */
  private static int best(NoTuningData data, ShardedBlocks blocks, Objective objective) {
    double[] losses = new double[10];
    double[][] starts = new double[FOLDS][objective.layout().dimension()];
    ShardedBlocks[] kept = new ShardedBlocks[FOLDS];
    ShardedBlocks[] out = new ShardedBlocks[FOLDS];
    for (int f = 0; f < FOLDS; f++) {
      kept[f] = blocks.map(fold(f, false));
      out[f] = blocks.map(fold(f, true));
    }
    int best = 0;
    for (int c = 0; c < losses.length && c - best <= 3; c++) {
      double weight = 0;
      for (int f = 0; f < FOLDS; f++) {
        double l2 = 1 / (strength(c) * kept[f].shards().rows());
        Lbfgs.Result fit =
            Lbfgs.minimise(objective(kept[f], objective, l2), starts[f], MOST_PASSES, CV_TOLERANCE);
        starts[f] = fit.theta();
        double rows = out[f].shards().rows();
        losses[c] += rows * loss(out[f], objective, fit.theta());
        weight += rows;
        System.err.printf(
            "%s C=%.2e fold %d: %d passes%n", data.name(), strength(c), f, fit.passes());
      }
      losses[c] /= weight;
      best = losses[c] < losses[best] ? c : best;
      System.err.printf("%s C=%.2e: cv loss %.6f%n", data.name(), strength(c), losses[c]);
    }
    return best;
  }

  private static double strength(int c) {
    return StrictMath.pow(10, -4 + 8.0 * c / 9);
  }

  private static InputSpec files(NoTuningData data, String paths) {
    return new InputSpec(FileStores.local(), paths, data.format(), data.header(), 0);
  }

  private static TableSpec table(NoTuningData data, boolean multinomial) {
    return new TableSpec(
        data.header(),
        data.label(),
        null,
        data.positive(),
        List.of(),
        List.of(),
        0,
        Missing.MEAN,
        Storage.FLOAT,
        Standardize.AUTO,
        true,
        multinomial
            ? SoftmaxObjective.of(2, 1, true).labelDomain()
            : Losses.byName(data.loss()).labelDomain(),
        false);
  }

  private static BlockMap fold(int fold, boolean held) {
    return block -> {
      SplittableRandom random = new SplittableRandom(block.shard());
      int[] folds = IntStream.range(0, block.count()).map(i -> random.nextInt(FOLDS)).toArray();
      return block.select(
          IntStream.range(0, block.count()).filter(i -> (folds[i] == fold) == held).toArray());
    };
  }

  private static Lbfgs.Smooth objective(ShardedBlocks blocks, Objective objective, double l2) {
    SampledGradient all = SampledGradient.of(blocks, objective, new FullSampler(), 0);
    return (theta, gradient) -> {
      GradientSum sum = Objects.requireNonNull(all.fullGradient(theta));
      sum.meanGradient(gradient);
      double value = sum.meanLoss();
      for (ParameterLayout.Slice slice : objective.layout().slices()) {
        if (slice.penalised()) {
          for (int j = slice.offset(); j < slice.offset() + slice.size(); j++) {
            gradient[j] += l2 * theta[j];
            value += l2 / 2 * theta[j] * theta[j];
          }
        }
      }
      return value;
    };
  }

  private static double loss(ShardedBlocks blocks, Objective objective, double[] theta) {
    return SampledGradient.of(blocks, objective, new FullSampler(), 0).evaluate(theta).mean();
  }

  /** θ for features as they stand in files. */
  private static double[] raw(ParameterLayout layout, double[] theta, TrainingInput input) {
    double[] means = input.encoding().means();
    double[] sigmas = input.encoding().sigmas();
    double[] raw = theta.clone();
    ParameterLayout.Slice weights = layout.slice("weights");
    ParameterLayout.Slice intercept = layout.slice("intercept");
    for (int i = 0; i < weights.size(); i++) {
      int feature = i % means.length;
      int at = weights.offset() + i;
      raw[at] = sigmas[feature] > 0 ? theta[at] / sigmas[feature] : 0;
      raw[intercept.offset() + i / means.length] -= raw[at] * means[feature];
    }
    return raw;
  }
}
