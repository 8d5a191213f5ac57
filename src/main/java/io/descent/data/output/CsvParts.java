package io.descent.data.output;

import io.descent.files.PendingFolder;
import java.io.Serializable;
import java.util.Locale;

/**
 * The parts of a folder of predictions in CSV: {@code part-00000.csv} and so on, in the order of
 * the rows, each with a header; a part without rows is left out. Immutable; travels to the tasks of
 * a cluster.
 */
public final class CsvParts implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int FEWEST_DIGITS = 5;

  private final PendingFolder folder;
  private final Scorer scorer;
  private final String[] header;
  private final int own;
  private final int digits;

  private CsvParts(PendingFolder folder, Scorer scorer, String[] header, int own, int digits) {
    this.folder = folder;
    this.scorer = scorer;
    this.header = header;
    this.own = own;
    this.digits = digits;
  }

  /**
   * Parts.
   *
   * @param columns the names of the rows' own columns
   * @param parts how many there are at most
   */
  public static CsvParts of(PendingFolder folder, Scorer scorer, String[] columns, int parts) {
    String[] added = scorer.columns();
    String[] header = new String[columns.length + added.length];
    System.arraycopy(columns, 0, header, 0, columns.length);
    System.arraycopy(added, 0, header, columns.length, added.length);
    int digits = Math.max(FEWEST_DIGITS, Integer.toString(parts - 1).length());
    return new CsvParts(folder, scorer, header, columns.length, digits);
  }

  /** Begins a part; several attempts of one task may. The caller closes it. */
  public CsvPart begin(int part) {
    String name = "part-" + String.format(Locale.US, "%0" + digits + "d", part) + ".csv";
    return new CsvPart(folder, name, scorer, header, own);
  }
}
