package io.descent.data.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.descent.files.PendingFile;
import io.descent.files.PendingFolder;
import io.descent.linalg.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A part of the rows, in order: their own cells and what the model says of them. Lines end with a
 * line feed; the text is UTF-8. <b>Not thread-safe.</b>
 */
public final class CsvPart implements AutoCloseable {
  private final PendingFolder folder;
  private final String name;
  private final Scorer scorer;
  private final String[] header;
  private final int own;
  private long rows;
  private @Nullable PendingFile file;
  private @Nullable CsvWriter csv;

  CsvPart(PendingFolder folder, String name, Scorer scorer, String[] header, int own) {
    this.folder = folder;
    this.name = name;
    this.scorer = scorer;
    this.header = header;
    this.own = own;
  }

  /**
   * Adds a row.
   *
   * @param cells its own cells, as many as its columns; null is an empty cell
   * @param block holds its features
   * @param row its place in the block
   */
  public void add(@Nullable String[] cells, Block block, int row) {
    @Nullable String[] line = new String[header.length];
    System.arraycopy(cells, 0, line, 0, own);
    scorer.texts(scorer.score(block, row), line, own);
    writer().writeRecord(line);
    rows++;
  }

  private CsvWriter writer() {
    CsvWriter there = csv;
    if (there == null) {
      PendingFile begun = folder.create(name);
      there =
          CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(begun, StandardCharsets.UTF_8);
      there.writeRecord(header);
      file = begun;
      csv = there;
    }
    return there;
  }

  /** Number of rows added. */
  public long rows() {
    return rows;
  }

  /** Makes the part a part of the folder, if it has rows. */
  public void complete() {
    if (file == null || csv == null) {
      return;
    }
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.complete();
  }

  /** Throws the part away unless it is complete. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
