package io.descent.data.table;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.linalg.Storage;
import io.descent.objective.LabelDomain;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the options say of a table.
 *
 * @param header whether the first line of a CSV file names the columns
 * @param label name of the label column, or null; a comma list of them where rows have any number
 *     of labels
 * @param weight name of the column of row weights, or null
 * @param positive a condition on a row whose truth is the label, or null
 * @param numeric names of the feature columns to be read as numbers
 * @param categorical names of the feature columns to be read as texts; when both lists are empty
 *     every column but label, weight and those named in {@code positive} is a feature
 * @param hashBits 0 for dictionaries; else texts are hashed to 2^hashBits features
 * @param missing what an empty numeric cell stands for
 * @param storage how feature values are kept for training
 * @param standardize which features are centred and scaled
 * @param intercept whether the model has one; without it nothing is centred
 * @param labels which labels are allowed
 * @param labelsRequired whether rows must have a label
 */
public record TableSpec(
    boolean header,
    @Nullable String label,
    @Nullable String weight,
    @Nullable String positive,
    List<String> numeric,
    List<String> categorical,
    int hashBits,
    Missing missing,
    Storage storage,
    Standardize standardize,
    boolean intercept,
    LabelDomain labels,
    boolean labelsRequired)
    implements Serializable {

  /** The largest value of {@code --hash-bits}. */
  public static final int MAX_HASH_BITS = 28;

  /**
   * Checks what can be checked without the data.
   *
   * @throws UserException USAGE
   */
  public TableSpec {
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
    if (!(hashBits >= 0 && hashBits <= MAX_HASH_BITS)) {
      throw usage("--hash-bits must be in 1 … " + MAX_HASH_BITS + ", got " + hashBits);
    }
    if (labelsRequired && label == null && positive == null) {
      throw usage("a table needs --label COLUMN, or --positive 'COLUMN > NUMBER'");
    }
    List<String> columns = split(label, labels);
    if (weight != null && columns.contains(weight)) {
      throw usage("--label and --weight both name '" + weight + "'");
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isEmpty()) {
        throw usage("--label " + label + " has an empty name; remove the extra comma");
      }
      if (columns.indexOf(columns.get(i)) < i) {
        throw usage("--label names '" + columns.get(i) + "' twice; name it once");
      }
    }
    for (String name : numeric) {
      if (categorical.contains(name)) {
        throw usage("--numeric and --categorical both name '" + name + "'");
      }
    }
  }

  /** The names of the label columns; none when the label is a condition. */
  List<String> labelColumns() {
    return split(label, labels);
  }

  private static List<String> split(@Nullable String label, LabelDomain domain) {
    if (label == null) {
      return List.of();
    }
    return domain == LabelDomain.LABEL_SETS
        ? Arrays.stream(label.split(",", -1)).map(String::strip).toList()
        : List.of(label);
  }

  private static UserException usage(String message) {
    return UserException.of(ExitCode.USAGE, message);
  }
}
