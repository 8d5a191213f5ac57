package io.descent.data;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Block;
import io.descent.linalg.LabelSets;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The names of the labels of rows that have any number of them, in the order of the labels'
 * numbers: ascending by value when all are numbers, else by code point. Immutable; travels to the
 * tasks of a cluster.
 */
public final class LabelNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 10;

  private final String[] names;
  private final int[] byCodePoint;

  private LabelNames(String[] names) {
    this.names = names;
    this.byCodePoint =
        IntStream.range(0, names.length)
            .boxed()
            .sorted(Comparator.comparing(i -> names[i], LabelCensus::compare))
            .mapToInt(i -> i)
            .toArray();
  }

  /**
   * The names that a data set has, numbers among them in the form of {@link LabelCensus}.
   *
   * @param seen its labels, as texts
   * @throws UserException DATA when there are too many
   */
  public static LabelNames of(LabelCensus seen) {
    if (seen.more()) {
      throw UserException.of(
          ExitCode.DATA,
          "the labels are "
              + seen.show(SHOWN)
              + ": more than "
              + LabelCensus.MOST_CLASSES
              + " distinct ones, which is the most that a model takes");
    }
    return of(seen.texts());
  }

  /** Names in any order. */
  public static LabelNames of(String... all) {
    double[] values = Arrays.stream(all).mapToDouble(LabelNames::number).toArray();
    boolean numeric = Arrays.stream(values).noneMatch(Double::isNaN);
    return new LabelNames(
        IntStream.range(0, all.length)
            .boxed()
            .sorted(
                numeric
                    ? Comparator.comparingDouble(i -> values[i])
                    : Comparator.comparing(i -> all[i], LabelCensus::compare))
            .map(i -> all[i])
            .toArray(String[]::new));
  }

  private static double number(String text) {
    byte[] ended = (text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    NumberScanner scanner = new NumberScanner();
    boolean whole = scanner.scan(ended, 0) == ended.length - 1;
    return whole && Double.isFinite(scanner.value()) ? scanner.value() : Double.NaN;
  }

  /** Number of labels. */
  public int count() {
    return names.length;
  }

  public String name(int label) {
    return names[label];
  }

  /** A copy of the names in order. */
  public String[] toArray() {
    return names.clone();
  }

  /** The number of a label, or −1. */
  public int find(String name) {
    int low = 0;
    int high = byCodePoint.length - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      int order = LabelCensus.compare(names[byCodePoint[mid]], name);
      if (order == 0) {
        return byCodePoint[mid];
      }
      low = order < 0 ? mid + 1 : low;
      high = order < 0 ? high : mid - 1;
    }
    return -1;
  }

  /** What to say of a label that is none of these. */
  public String refusal(String name) {
    return "label "
        + name
        + " was not in the training data, which have "
        + Arrays.stream(names).limit(SHOWN).collect(Collectors.joining(", "))
        + (names.length > SHOWN ? ", …" : "")
        + "; leave such rows out, or train again with them";
  }

  /** The labels of a row as LIBSVM data say them, or null when the block has no sets of labels. */
  public @Nullable String list(Block block, int row) {
    LabelSets sets = block.labelSets();
    return sets == null
        ? null
        : Arrays.stream(sets.labels(row)).mapToObj(c -> names[c]).collect(Collectors.joining(","));
  }
}
