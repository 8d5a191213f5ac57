package io.descent.data.table;

import io.descent.data.Checksums;
import io.descent.data.Fault;
import io.descent.data.Moments;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.files.FileStore;
import io.descent.reduce.Mergeable;
import java.util.List;

/** What the training rows teach: the encoding and the labels. Immutable. */
public final class TableFit {
  private final TableEncoding encoding;
  private final TableLabels labels;
  private final Checksums checksums;
  private final List<String> notes;

  private TableFit(
      TableEncoding encoding, TableLabels labels, Checksums checksums, List<String> notes) {
    this.encoding = encoding;
    this.labels = labels;
    this.checksums = checksums;
    this.notes = notes;
  }

  /** Sums over all rows of a table, wherever it lies. */
  public interface Source {
    /** What a pass makes of all shards, merged along the shard tree. */
    <T extends Mergeable<T>> T sum(RowPass<T> pass);
  }

  /**
   * Learns from the training rows: one pass over them; a second when a column of texts began with
   * more numbers than are kept as texts; a further one when hashed slots are to be scaled.
   *
   * @param store where the files lie, to count the lines before a mistake
   * @throws UserException DATA when the rows are wrong, or there are none
   */
  public static TableFit learn(Source source, ColumnPlan asked, FileStore store) {
    ColumnPlan plan = asked;
    TableProfile profile = check(source.sum(TableProfile.pass(plan)), plan, store);
    boolean[] again = profile.incomplete(plan);
    if (again != null && plan.spec().hashBits() == 0) {
      plan = plan.readingAsText(again);
      profile = check(source.sum(TableProfile.pass(plan)), plan, store);
    }
    TableLabels labels = LabelFit.of(plan, profile);
    EncodingFit fit = EncodingFit.of(plan, profile);
    TableEncoding encoding = fit.encoding();
    if (encoding.hashBits() > 0 && plan.spec().standardize() == Standardize.TRUE) {
      Moments moments = source.sum(HashedMoments.pass(encoding, plan));
      encoding = encoding.withHashedMoments(moments);
    }
    return new TableFit(encoding, labels, profile.checksums(), fit.notes());
  }

  private static TableProfile check(TableProfile profile, ColumnPlan plan, FileStore store) {
    Fault fault = EncodingFit.fault(plan, profile);
    if (fault != null) {
      throw fault.toException(store);
    }
    if (profile.rows() == 0) {
      throw UserException.of(ExitCode.DATA, "the data hold no rows; at least one is needed");
    }
    if (!(profile.weight() > 0 && profile.weight() <= Double.MAX_VALUE)) {
      throw UserException.of(
          ExitCode.DATA,
          "the weights of all rows sum to " + profile.weight() + "; a sum above 0 is needed");
    }
    return profile;
  }

  public TableEncoding encoding() {
    return encoding;
  }

  public TableLabels labels() {
    return labels;
  }

  /** Checksums of the training data. */
  public Checksums checksums() {
    return checksums;
  }

  /** What a person should know about the columns. */
  public List<String> notes() {
    return notes;
  }
}
