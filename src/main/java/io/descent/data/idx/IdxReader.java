package io.descent.data.idx;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.FaultException;
import io.descent.train.ShardReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads shards of images and labels and passes their rows on. Plain files are entered at the first
 * row of a run of shards; compressed ones are inflated from their beginning.
 */
final class IdxReader<T> implements ShardReader<T> {
  private static final long serialVersionUID = 1L;

  /** Values that are passed on at a time. */
  private static final int MOST = 4096;

  private final IdxImages images;
  private final boolean withValues;
  private final long sourceBytes;
  private final IdxSink.Maker<T> sinks;

  private IdxReader(
      IdxImages images, boolean withValues, long sourceBytes, IdxSink.Maker<T> sinks) {
    this.images = images;
    this.withValues = withValues;
    this.sourceBytes = sourceBytes;
    this.sinks = sinks;
  }

  /**
   * A reader.
   *
   * @param withValues whether the images are read, not only the labels
   */
  static <T> IdxReader<T> of(
      IdxImages images, boolean withValues, long sourceBytes, IdxSink.Maker<T> sinks) {
    return new IdxReader<>(images, withValues, sourceBytes, sinks);
  }

  @Override
  public Iterator<T> read(int from, int to) {
    if (from < 0 || to > images.shards()) {
      throw new IllegalArgumentException(from + " … " + to + " of " + images.shards() + " shards");
    }
    return new Reading(from, to);
  }

  @Override
  public long sourceBytes() {
    return sourceBytes;
  }

  private final class Reading implements Iterator<T> {
    private final int to;
    private final double[] scratch = new double[Math.min(images.width(), MOST)];
    private final double[] one = new double[1];
    private int shard;
    private int file;
    private boolean entered;
    private @Nullable IdxCursor values;
    private @Nullable IdxCursor labels;
    private Checksums checksums = Checksums.none();

    Reading(int from, int to) {
      this.shard = from;
      this.to = to;
    }

    @Override
    public boolean hasNext() {
      return shard < to;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long first = images.firstRow(shard);
      long end = images.firstRow(shard + 1);
      IdxSink<T> sink = sinks.begin(shard, (int) (end - first));
      checksums = Checksums.none();
      try {
        Fault fault = pour(first, end, sink);
        if (++shard == to || fault != null) {
          leave();
        }
        return sink.end(fault == null ? checksums : Checksums.none(), fault);
      } catch (IOException e) {
        abandon(e);
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        abandon(e);
        throw e;
      }
    }

    private void abandon(Exception because) {
      try {
        leave();
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }

    /** Passes the rows of a shard on; returns the mistake that ended it, or null. */
    private @Nullable Fault pour(long first, long end, IdxSink<T> sink) throws IOException {
      try {
        for (long row = first; row < end; row++) {
          if (!entered || row >= images.start(file + 1)) {
            takeChecksums();
            leave();
            enter(row);
          }
          Fault fault = pour(row - images.start(file), sink);
          if (fault != null) {
            return fault;
          }
        }
        takeChecksums();
        return null;
      } catch (FaultException e) {
        return e.fault();
      }
    }

    private @Nullable Fault pour(long row, IdxSink<T> sink) throws IOException {
      if (labels != null) {
        labels.read(one, 1);
        String refusal =
            Double.isFinite(one[0]) ? sink.label(one[0]) : "label " + one[0] + " is not finite";
        if (refusal != null) {
          return Fault.inRow(labels.path(), row, refusal);
        }
      }
      if (values != null) {
        int width = images.width();
        int count;
        for (int column = 0; column < width; column += count) {
          count = Math.min(scratch.length, width - column);
          values.read(scratch, count);
          String refusal = values.isReal() ? notFinite(column, count) : null;
          refusal = refusal == null ? sink.values(column, scratch, count) : refusal;
          if (refusal != null) {
            return Fault.inRow(values.path(), row, refusal);
          }
        }
      }
      sink.endRow();
      return null;
    }

    private @Nullable String notFinite(int column, int count) {
      for (int k = 0; k < count; k++) {
        if (!Double.isFinite(scratch[k])) {
          return "value "
              + scratch[k]
              + " of index "
              + (column + k + 1L)
              + "; values are finite: mend or drop the row";
        }
      }
      return null;
    }

    private void enter(long row) throws IOException {
      while (row >= images.start(file + 1)) {
        file++;
      }
      long inFile = row - images.start(file);
      IdxFile beside = images.labels(file);
      if (beside != null) {
        labels = IdxCursor.open(images.store(), beside, inFile);
      }
      if (withValues) {
        values = IdxCursor.open(images.store(), images.images(file), inFile * images.width());
      }
      entered = true;
    }

    private void takeChecksums() {
      if (values != null) {
        checksums = checksums.merge(values.takeChecksum());
      }
      if (labels != null) {
        checksums = checksums.merge(labels.takeChecksum());
      }
    }

    private void leave() throws IOException {
      IdxCursor first = values;
      IdxCursor second = labels;
      values = null;
      labels = null;
      entered = false;
      try (first;
          second) {
        // Both are closed, whatever the other does.
      }
    }
  }
}
