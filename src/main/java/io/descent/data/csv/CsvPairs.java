package io.descent.data.csv;

import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.data.TextRun;
import io.descent.data.TextSegment;
import io.descent.data.TextShards;
import io.descent.data.table.TextCells;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.files.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads small CSV files of two columns, a name and what is said of it, such as {@code
 * feature,group}. Blanks around a field do not count, nor do empty lines.
 */
public final class CsvPairs {
  private CsvPairs() {}

  /**
   * The lines of a file, in order; no name stands there twice.
   *
   * @param path one file, not compressed
   * @param first what the header calls the names
   * @param second what the header calls the values
   * @throws UserException NO_INPUT when there is no such file; DATA with the line when the header
   *     is another, a line has not two fields that are not empty, or a name is there twice
   */
  public static List<CsvPair> read(FileStore store, String path, String first, String second) {
    InputFile file = file(store, path, first + "," + second);
    List<CsvPair> rows = rows(store, file, first + "," + second);
    Map<String, Long> lines = new HashMap<>();
    for (CsvPair row : rows) {
      Long earlier = lines.putIfAbsent(row.name(), row.line());
      if (earlier != null) {
        throw wrong(
            file,
            row.line(),
            first + " '" + row.name() + "' stands in line " + earlier + " too; keep one of them");
      }
    }
    return rows;
  }

  private static InputFile file(FileStore store, String path, String header) {
    List<InputFile> files = store.find(path);
    if (files.size() != 1) {
      throw UserException.of(
          ExitCode.DATA, path + ": stands for " + files.size() + " files; name one CSV file");
    }
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".bz2")) {
      throw UserException.of(
          ExitCode.DATA, path + ": is compressed; a plain CSV file " + header + " is read here");
    }
    return files.get(0);
  }

  private static List<CsvPair> rows(FileStore store, InputFile file, String header) {
    TextShards text = TextShards.of(store, List.of(file), new long[] {file.length()}, 1);
    try (TextRun run = text.open(0, 1)) {
      run.nextShard();
      TextSegment segment = run.nextSegment();
      if (segment == null) {
        throw UserException.of(
            ExitCode.DATA, file.path() + ": the file is empty; it begins with " + header);
      }
      TextCells fields = TextCells.of(2);
      CsvRecords records = CsvRecords.of(segment, fields);
      List<CsvPair> rows = new ArrayList<>();
      boolean inHeader = true;
      while (records.next()) {
        String name = fields.text(0);
        String value = fields.count() > 1 ? fields.text(1) : "";
        if (inHeader) {
          if (records.count() != 2 || !(name + "," + value).equals(header)) {
            throw wrong(
                file,
                records.line(),
                "the header is '" + name + "," + value + "'; it must be " + header);
          }
          inHeader = false;
        } else if (records.count() != 2) {
          throw wrong(
              file,
              records.line(),
              records.count()
                  + (records.count() == 1 ? " field" : " fields")
                  + "; a line is "
                  + header
                  + ": add or remove commas, or put a name with commas in quotes");
        } else if (name.isEmpty() || value.isEmpty()) {
          throw wrong(
              file, records.line(), "an empty field; a line is " + header + ": fill or drop it");
        } else {
          rows.add(new CsvPair(name, value, records.line()));
        }
      }
      Fault fault = records.fault();
      if (fault != null) {
        throw fault.toException(store);
      }
      if (inHeader) {
        throw UserException.of(
            ExitCode.DATA, file.path() + ": the file is empty; it begins with " + header);
      }
      return rows;
    } catch (FaultException e) {
      throw e.fault().toException(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserException wrong(InputFile file, long line, String message) {
    return UserException.of(ExitCode.DATA, file.path() + ":" + line + ": " + message);
  }
}
