package io.descent.data.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.Moments;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become feature vectors: the feature columns in order, each with its
 * slots, and behind them the 2^bits slots that hashed columns share. Learnt from the training rows,
 * saved with the model. Immutable.
 *
 * <p>Training sees (x − μ)/σ, a saved model x itself: where w are the weights of training, w/σ and
 * b − Σwμ/σ are those of the model. A slot with σ = 0 is the same in all training rows; its
 * standardised value is 0, so that its weight stays 0.
 */
public final class TableEncoding implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;
  private static final int MAX_COLUMNS = 1 << 20;

  private final FeatureColumn[] columns;
  private final int[] bases;
  private final int hashBits;
  private final double @Nullable [] hashSigmas;

  private TableEncoding(FeatureColumn[] columns, int hashBits, double @Nullable [] hashSigmas) {
    this.columns = columns;
    this.hashBits = hashBits;
    this.hashSigmas = hashSigmas;
    this.bases = new int[columns.length + 1];
    for (int c = 0; c < columns.length; c++) {
      bases[c + 1] = Math.addExact(bases[c], columns[c].width());
    }
  }

  /**
   * An encoding.
   *
   * @param hashBits 0 when no column is hashed
   */
  static TableEncoding of(List<FeatureColumn> columns, int hashBits) {
    return new TableEncoding(columns.toArray(FeatureColumn[]::new), hashBits, null);
  }

  /** The same encoding, its hashed slots scaled by the deviations of a pass over them. */
  TableEncoding withHashedMoments(Moments moments) {
    double[] sigmas = new double[1 << hashBits];
    for (int s = 0; s < sigmas.length; s++) {
      sigmas[s] = moments.sigma(s);
    }
    return new TableEncoding(columns, hashBits, sigmas);
  }

  /** Number of slots, the length of a feature vector. */
  public int width() {
    return Math.addExact(hashedBase(), hashBits == 0 ? 0 : 1 << hashBits);
  }

  /** The names of all slots, such as {@code distance}, {@code origin=ATL}, {@code hash#12}. */
  public String name(int slot) {
    if (slot >= hashedBase()) {
      return "hash#" + (slot - hashedBase());
    }
    int c = indexOf(slot);
    return columns[c].slotName(slot - bases[c]);
  }

  /** The name of the column that a slot is of; of a hashed slot, which columns share, its own. */
  public String columnOf(int slot) {
    return slot >= hashedBase() ? name(slot) : columns[indexOf(slot)].name();
  }

  /** What is subtracted from each slot before training: 0 where it is not centred. */
  public double[] means() {
    double[] means = new double[width()];
    for (int slot = 0; slot < hashedBase(); slot++) {
      int c = indexOf(slot);
      means[slot] = columns[c].mean(slot - bases[c]);
    }
    return means;
  }

  /** What each slot is divided by before training: 1 where it is not scaled, 0 if constant. */
  public double[] sigmas() {
    double[] sigmas = new double[width()];
    for (int slot = 0; slot < sigmas.length; slot++) {
      int c = slot < hashedBase() ? indexOf(slot) : -1;
      sigmas[slot] = c < 0 ? hashedSigma(slot - hashedBase()) : columns[c].sigma(slot - bases[c]);
    }
    return sigmas;
  }

  private int indexOf(int slot) {
    int low = 0;
    int high = columns.length - 1;
    while (low < high) {
      int mid = (low + high + 1) >>> 1;
      if (bases[mid] <= slot) {
        low = mid;
      } else {
        high = mid - 1;
      }
    }
    return low;
  }

  /** Number of feature columns. */
  public int columns() {
    return columns.length;
  }

  /** The name of a feature column in the table. */
  public String columnName(int column) {
    return columns[column].name();
  }

  int hashBits() {
    return hashBits;
  }

  int hashedBase() {
    return bases[columns.length];
  }

  double hashedSigma(int slot) {
    return hashSigmas == null ? 1 : hashSigmas[slot];
  }

  /** Encodes a row whose feature columns stand at the given places. */
  void encode(Cells cells, int[] at, FeatureSink sink) {
    for (int c = 0; c < columns.length; c++) {
      sink.column(c);
      columns[c].encode(cells, at[c], bases[c], sink);
    }
    sink.endRow();
  }

  /**
   * Where the feature columns stand in a table.
   *
   * @throws io.descent.error.UserException DATA when one is not there
   */
  int[] places(TableColumns table) {
    int[] at = new int[columns.length];
    for (int c = 0; c < at.length; c++) {
      at[c] = table.requireForModel(columns[c].name());
    }
    return at;
  }

  /** This encoding as part of a model file. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    json.put("hashBits", hashBits);
    if (hashSigmas != null) {
      JsonFields.putNumbers(json, "hashSigmas", hashSigmas);
    }
    ArrayNode list = json.putArray("columns");
    for (FeatureColumn column : columns) {
      ObjectNode one = list.addObject();
      one.put("name", column.name());
      column.write(one);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws io.descent.error.UserException DATA when it is malformed or of an unknown version
   */
  public static TableEncoding fromJson(JsonNode node) {
    JsonFields json = JsonFields.of(node, "encoding");
    json.integer("version", VERSION, VERSION);
    int hashBits = json.integer("hashBits", 0, TableSpec.MAX_HASH_BITS);
    JsonNode list = json.array("columns", MAX_COLUMNS);
    FeatureColumn[] columns = new FeatureColumn[list.size()];
    Set<String> names = new HashSet<>();
    long width = hashBits == 0 ? 0 : 1L << hashBits;
    for (int c = 0; c < columns.length; c++) {
      columns[c] = FeatureColumns.read(list.get(c), "encoding.columns[" + c + "]");
      width += columns[c].width();
      boolean shared = columns[c].width() == 0;
      if (!names.add(columns[c].name()) || (shared && hashBits == 0) || width > 1 << 30) {
        throw json.wrong("column '" + columns[c].name() + "' does not go with the others");
      }
    }
    double[] sigmas = hashBits == 0 ? null : json.sigmasOrNull("hashSigmas", 1 << hashBits);
    return new TableEncoding(columns, hashBits, sigmas);
  }
}
