package io.descent.data.csv;

import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.data.TextRun;
import io.descent.data.TextSegment;
import io.descent.data.TextShards;
import io.descent.data.table.ColumnPlan;
import io.descent.data.table.HeldTable;
import io.descent.data.table.RowPass;
import io.descent.data.table.TableColumns;
import io.descent.data.table.TextCells;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.train.Engine;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV files, cut into shards, whose columns are known. */
public final class CsvTable {
  /** More fields than this in a header are not a table. */
  private static final int MAX_COLUMNS = 1 << 20;

  private final TextShards text;
  private final boolean header;
  private final TableColumns columns;

  private CsvTable(TextShards text, boolean header, TableColumns columns) {
    this.text = text;
    this.header = header;
    this.columns = columns;
  }

  /**
   * Reads the first line of every file. A column without a name, or all where there is no header,
   * are called c1, c2, … by their place.
   *
   * @param header whether the first line of each file names the columns
   * @throws UserException DATA when there is no line, the headers differ, or two columns have the
   *     same name; IO when a file cannot be read
   */
  public static CsvTable open(TextShards text, boolean header) {
    List<String> names = null;
    String first = "";
    for (int f = 0; f < text.files(); f++) {
      List<String> found = firstRecord(text, f);
      if (found == null) {
        continue;
      }
      if (names == null) {
        names = found;
        first = text.path(f);
      } else if (header && !names.equals(found)) {
        throw UserException.of(
            ExitCode.DATA,
            text.path(f) + ":1: " + difference(names, found) + ", unlike the header of " + first);
      }
      if (!header) {
        break;
      }
    }
    if (names == null) {
      throw UserException.of(
          ExitCode.DATA,
          (text.files() == 1 ? text.path(0) + ": the file is" : "the data are")
              + " empty; "
              + (header ? "a header and rows are" : "rows are")
              + " needed");
    }
    for (int c = 0; c < names.size(); c++) {
      if (!header || names.get(c).isEmpty()) {
        names.set(c, "c" + (c + 1));
      }
    }
    return new CsvTable(text, header, columns(names, first));
  }

  private static TableColumns columns(List<String> names, String path) {
    try {
      return TableColumns.named(names);
    } catch (UserException e) {
      throw UserException.of(e.code(), path + ":1: " + e.getMessage(), e);
    }
  }

  private static @Nullable List<String> firstRecord(TextShards text, int file) {
    try (TextRun run = text.alone(file).open(0, 1)) {
      run.nextShard();
      TextSegment segment = run.nextSegment();
      if (segment == null) {
        return null;
      }
      TextCells fields = TextCells.of(MAX_COLUMNS);
      CsvRecords records = CsvRecords.of(segment, fields);
      boolean found = records.next();
      Fault fault = records.fault();
      if (fault != null) {
        throw fault.toException(text.store());
      }
      if (!found) {
        return null;
      }
      if (records.line() > 1) {
        throw UserException.of(
            ExitCode.DATA,
            text.path(file) + ":1: the first line is empty; the table must begin there");
      }
      if (records.count() > MAX_COLUMNS) {
        throw UserException.of(
            ExitCode.DATA,
            text.path(file) + ":1: more than " + MAX_COLUMNS + " columns; is this file CSV?");
      }
      return trimmed(fields);
    } catch (FaultException e) {
      throw e.fault().toException(text.store());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> trimmed(TextCells fields) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < fields.count(); c++) {
      names.add(fields.text(c));
    }
    return names;
  }

  private static String difference(List<String> expected, List<String> found) {
    for (int c = 0; c < Math.min(expected.size(), found.size()); c++) {
      if (!expected.get(c).equals(found.get(c))) {
        return "column " + (c + 1) + " is '" + found.get(c) + "', not '" + expected.get(c) + "'";
      }
    }
    return found.size() + " columns, not " + expected.size();
  }

  public TableColumns columns() {
    return columns;
  }

  /** The cut into shards. */
  public TextShards text() {
    return text;
  }

  /** A reader of this table's shards for an engine. */
  public <T> ShardReader<T> reader(RowPass<T> pass) {
    return new CsvShardReader<>(text, header, columns.count(), pass);
  }

  /** This table as what {@link TableFit} learns from and blocks are then made of. */
  public HeldTable held(Engine engine, ColumnPlan plan) {
    return HeldTable.of(
        engine,
        text.count(),
        new HeldTable.Readers() {
          @Override
          public <T> ShardReader<T> of(RowPass<T> pass) {
            return reader(pass);
          }
        },
        plan);
  }
}
