package io.descent.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.descent.data.Fault;
import io.descent.data.TextSegment;
import io.descent.data.table.TextCells;
import org.jspecify.annotations.Nullable;

/** The records of a segment, one a line; empty lines are passed over. <b>Not thread-safe.</b> */
final class CsvRecords {
  private static final int MAX_FIELD = 1 << 20;

  private final String path;
  private final CsvText text;
  private final Fields fields;
  private final CloseableIterator<Boolean> records;
  private @Nullable Fault fault;

  private CsvRecords(TextSegment segment, TextCells into) {
    this.path = segment.path();
    this.text = new CsvText(segment);
    this.fields = new Fields(into);
    this.records =
        CsvReader.builder()
            .maxBufferSize(MAX_FIELD)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .build(fields, text)
            .iterator();
  }

  /**
   * The records of a segment.
   *
   * @param into where the fields of the current record are put, as many as it has room for
   */
  static CsvRecords of(TextSegment segment, TextCells into) {
    return new CsvRecords(segment, into);
  }

  /** Goes to the next record; false at the end of the segment, or at a {@link #fault}. */
  boolean next() {
    boolean found;
    try {
      do {
        found = records.hasNext();
        if (found) {
          records.next();
          text.letGoBefore(fields.line);
        }
      } while (found && fields.blank());
    } catch (CsvParseException e) {
      found = false;
      if (text.fault() == null) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        fault =
            fault(
                "not a record of CSV: "
                    + cause.getMessage()
                    + "; a field in quotes ends before a comma or the end of the line, and has at"
                    + " most "
                    + MAX_FIELD
                    + " characters");
      }
    }
    if (found && fields.lineBreak && !text.isCut(fields.line)) {
      fault =
          fault(
              "a line break inside quotes, or a quote that is not closed; a record is one line:"
                  + " remove line breaks from the fields");
    }
    if (fault == null && (!found || text.isCut(fields.line))) {
      fault = text.fault();
    }
    return found && fault == null;
  }

  /** The mistake that ended the records early, or null. */
  @Nullable Fault fault() {
    return fault;
  }

  /** Number of fields of the current record; more than there is room for means a surplus. */
  int count() {
    return fields.into.count();
  }

  /** The line of the current record in the segment, from 1. */
  long line() {
    return fields.line;
  }

  /** Bytes from the beginning of the current record on that were taken from the segment. */
  long unread() {
    return text.filled() - text.offset(fields.line);
  }

  /** A mistake in the current record. */
  Fault fault(String message) {
    return Fault.inLine(path, text.offset(fields.line), message);
  }

  /** The fields of a record as FastCSV finds them. */
  private static final class Fields extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final TextCells into;
    private long line = 1;
    private boolean lineBreak;

    Fields(TextCells into) {
      this.into = into;
    }

    boolean blank() {
      return into.count() == 0 || (into.count() == 1 && into.hasRoom() && into.raw(0).isBlank());
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      line = startingLineNumber;
      lineBreak = false;
      into.clear();
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
      into.add(buffer, from, length);
      if (quoted) {
        for (int i = from; i < from + length; i++) {
          lineBreak |= buffer[i] == '\n';
        }
      }
    }

    @Override
    protected Boolean buildRecord() {
      return Boolean.TRUE;
    }
  }
}
