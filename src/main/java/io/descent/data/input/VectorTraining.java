package io.descent.data.input;

import io.descent.data.DataFormat;
import io.descent.data.LabelNames;
import io.descent.data.LabelRule;
import io.descent.data.LoadReport;
import io.descent.data.Moments;
import io.descent.data.Survey;
import io.descent.data.table.Standardize;
import io.descent.data.table.TableSpec;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.InputFile;
import io.descent.objective.LabelDomain;
import io.descent.train.Engine;
import io.descent.train.LoadedBlocks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads training data whose rows are vectors already. */
final class VectorTraining {
  private VectorTraining() {}

  static TrainingInput load(
      InputSpec input,
      TableSpec spec,
      int features,
      List<InputFile> files,
      DataFormat format,
      TextCut cut,
      Engine engine) {
    checkOptions(spec, features, format);
    VectorFiles source = VectorFiles.open(input, files, format, features, true, cut);
    int shards = source.shards();
    boolean scaled = spec.standardize() == Standardize.TRUE;
    double[] classes = new double[0];
    double[] sigmas = null;
    LabelNames names = null;
    boolean sets = spec.labels() == LabelDomain.LABEL_SETS;
    if (scaled || sets || spec.labels() == LabelDomain.CLASSES) {
      Survey survey = engine.sum(shards, source.survey(scaled, sets));
      if (survey.report().fault() != null) {
        throw survey.report().fault().toException(input.store());
      }
      if (spec.labels() == LabelDomain.CLASSES) {
        classes = LabelRule.classesOf(survey.report().labels());
      }
      if (sets) {
        names = LabelNames.of(survey.report().labels());
      }
      if (scaled) {
        sigmas = sigmas(survey.moments(), Math.max(features, survey.report().highestColumn() + 1));
      }
    }
    LabelRule rule = encoding(1, null, spec, classes, names).labelRule();
    double[] scale = sigmas == null ? null : inverses(sigmas);
    LoadedBlocks<LoadReport> loaded =
        Loading.checked(
            engine.load(shards, source.forTraining(spec.storage(), rule, scale)),
            input.store(),
            input.paths());
    try {
      rule.check(loaded.report().labels(), input.paths());
      int width = features > 0 ? features : loaded.report().highestColumn() + 1;
      if (width < 1) {
        throw UserException.of(
            ExitCode.DATA, input.paths() + ": no row has a feature; at least one is needed");
      }
      return new TrainingInput(
          loaded.blocks(),
          encoding(width, sigmas, spec, classes, names),
          source.files(),
          loaded.report().checksums(),
          List.of());
    } catch (UserException e) {
      loaded.blocks().close();
      throw e;
    }
  }

  private static void checkOptions(TableSpec spec, int features, DataFormat format) {
    refuse(spec.label() != null, "--label", format);
    refuse(spec.weight() != null, "--weight", format);
    refuse(!spec.numeric().isEmpty(), "--numeric", format);
    refuse(!spec.categorical().isEmpty(), "--categorical", format);
    refuse(spec.hashBits() > 0, "--hash-bits", format);
    if (format == DataFormat.IDX && features > 0) {
      throw UserException.of(
          ExitCode.USAGE,
          "--features is the dimension of LIBSVM data; idx images say theirs: leave it out");
    }
  }

  private static void refuse(boolean given, String option, DataFormat format) {
    if (given) {
      throw UserException.of(
          ExitCode.USAGE,
          option
              + " is for tables; the data are "
              + (format == DataFormat.IDX ? "idx images" : "LIBSVM")
              + " (name another format with --format)");
    }
  }

  private static VectorEncoding encoding(
      int width,
      double @Nullable [] sigmas,
      TableSpec spec,
      double[] classes,
      @Nullable LabelNames names) {
    return names == null
        ? VectorEncoding.of(width, sigmas, spec.labels(), spec.positive(), classes)
        : VectorEncoding.ofLabelSets(width, sigmas, names);
  }

  private static double[] sigmas(Moments moments, int width) {
    double[] sigmas = new double[width];
    for (int j = 0; j < width; j++) {
      sigmas[j] = moments.sigma(j);
    }
    return sigmas;
  }

  private static double[] inverses(double[] sigmas) {
    double[] inverses = new double[sigmas.length];
    for (int j = 0; j < inverses.length; j++) {
      inverses[j] = sigmas[j] > 0 ? 1 / sigmas[j] : 0;
    }
    return inverses;
  }
}
