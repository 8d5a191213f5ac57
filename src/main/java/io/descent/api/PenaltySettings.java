package io.descent.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.input.Encoding;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.penalty.Box;
import io.descent.penalty.ElasticNet;
import io.descent.penalty.GroupLasso;
import io.descent.penalty.MaxNorm;
import io.descent.penalty.Penalties;
import io.descent.penalty.Penalty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The penalty of a training: what the options say, and what their two files say of features. It
 * becomes a {@link Penalty} once the features are known. Immutable.
 */
final class PenaltySettings {
  private static final String GROUPS = "groups";
  private static final String FACTORS = "factors";

  /** The options by name, those without value left out. */
  private final Map<String, String> options;

  private final @Nullable FeatureValues groups;
  private final @Nullable FeatureValues factors;

  private PenaltySettings(
      Map<String, String> options,
      @Nullable FeatureValues groups,
      @Nullable FeatureValues factors) {
    this.options = options;
    this.groups = groups;
    this.factors = factors;
  }

  /**
   * Throws when options of penalties do not go together.
   *
   * @throws UserException USAGE
   */
  static void check(TrainConfig config) {
    boolean grouped = config.number(TrainOption.GROUP_LASSO) > 0;
    if (config.isGiven(TrainOption.GROUPS) && !grouped) {
      throw usage("--groups does not apply without --group-lasso; give its strength, above 0");
    }
    if (config.isGiven(TrainOption.PENALTY_FACTORS)
        && config.number(TrainOption.L1) == 0
        && config.number(TrainOption.L2) == 0) {
      throw usage("--penalty-factors multiply --l1 and --l2; give one of them, above 0");
    }
    if (grouped && config.isGiven(TrainOption.MAX_NORM)) {
      throw usage("--group-lasso and --max-norm exclude each other; give one");
    }
    if (config.isGiven(TrainOption.LOWER)
        && config.isGiven(TrainOption.UPPER)
        && config.number(TrainOption.LOWER) > config.number(TrainOption.UPPER)) {
      throw usage(
          "--lower "
              + config.value(TrainOption.LOWER)
              + " is above --upper "
              + config.value(TrainOption.UPPER)
              + "; no weight is between them");
    }
  }

  private static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }

  /**
   * Reads the files that the options name, and checks all of them that needs no data.
   *
   * @throws UserException NO_INPUT, DATA, PERMISSION, IO
   */
  static PenaltySettings read(TrainConfig config, FileStore store) {
    String groups = config.text(TrainOption.GROUPS);
    String factors = config.text(TrainOption.PENALTY_FACTORS);
    PenaltySettings settings =
        new PenaltySettings(
            config.effective(),
            groups == null ? null : FeatureValues.read(store, groups, "group"),
            factors == null ? null : FeatureValues.read(store, factors, "factor"));
    if (settings.factors != null) {
      settings.factors.numbers();
    }
    return settings;
  }

  /** What the same files say beside other options. */
  PenaltySettings with(TrainConfig config) {
    return new PenaltySettings(config.effective(), groups, factors);
  }

  /**
   * The settings of a model that was saved.
   *
   * @param configuration its options by name
   * @param files what {@link #files} gave, or null
   */
  static PenaltySettings saved(Map<String, String> configuration, @Nullable JsonNode files) {
    JsonNode groups = files == null ? null : files.get(GROUPS);
    JsonNode factors = files == null ? null : files.get(FACTORS);
    return new PenaltySettings(
        configuration,
        groups == null ? null : FeatureValues.fromJson(groups),
        factors == null ? null : FeatureValues.fromJson(factors));
  }

  /** What the two files say, or null when there are none; a model keeps it. */
  @Nullable ObjectNode files() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (groups != null) {
      json.set(GROUPS, groups.toJson());
    }
    if (factors != null) {
      json.set(FACTORS, factors.toJson());
    }
    return json.isEmpty() ? null : json;
  }

  /**
   * The penalty on the weights of these features, on the scale of training.
   *
   * @throws UserException DATA when a file names a feature that there is not; USAGE when bounds and
   *     max-norm allow no weights
   */
  Penalty of(Encoding encoding) {
    ElasticNet net = ElasticNet.of(number(TrainOption.L1, 0), number(TrainOption.L2, 0));
    double strength = number(TrainOption.GROUP_LASSO, 0);
    double radius = number(TrainOption.MAX_NORM, Double.POSITIVE_INFINITY);
    try {
      return Penalties.of(
          factors == null ? net : net.withFactors(factors(factors, encoding)),
          strength > 0 ? GroupLasso.of(strength, groups(encoding)) : null,
          box(encoding),
          radius < Double.POSITIVE_INFINITY ? MaxNorm.of(radius, encoding.width()) : null);
    } catch (IllegalArgumentException e) {
      throw UserException.of(
          ExitCode.USAGE,
          "--lower, --upper and --max-norm allow no weights together: " + e.getMessage(),
          e);
    }
  }

  private double number(TrainOption option, double otherwise) {
    String value = options.get(option.option());
    return value == null ? otherwise : Double.parseDouble(value);
  }

  private static double[] factors(FeatureValues file, Encoding encoding) {
    double[] said = file.numbers();
    return Arrays.stream(file.lines(encoding)).mapToDouble(i -> i < 0 ? 1 : said[i]).toArray();
  }

  /** The bounds are those of the weights that apply to raw features. */
  private @Nullable Box box(Encoding encoding) {
    double lower = number(TrainOption.LOWER, Double.NEGATIVE_INFINITY);
    double upper = number(TrainOption.UPPER, Double.POSITIVE_INFINITY);
    if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
      return null;
    }
    double[][] bounds = Scales.boundsToTraining(lower, upper, encoding.sigmas());
    return Box.of(bounds[0], bounds[1]);
  }

  private int[] groups(Encoding encoding) {
    int[] group = new int[encoding.width()];
    if (groups == null) {
      for (int j = 1; j < group.length; j++) {
        boolean same = encoding.columnOf(j).equals(encoding.columnOf(j - 1));
        group[j] = same ? group[j - 1] : group[j - 1] + 1;
      }
      return group;
    }
    int[] lines = groups.lines(encoding);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int next = groups.count();
    for (int j = 0; j < group.length; j++) {
      if (lines[j] < 0) {
        group[j] = next++;
      } else {
        group[j] = numbers.computeIfAbsent(groups.value(lines[j]), name -> numbers.size());
      }
    }
    return group;
  }
}
