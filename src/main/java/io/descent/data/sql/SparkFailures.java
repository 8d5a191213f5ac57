package io.descent.data.sql;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.IOException;
import org.apache.spark.SparkThrowable;

/** Tells a damaged file from a cluster that failed. */
final class SparkFailures {
  private SparkFailures() {}

  /** Does a job on the driver; a mistake in a file ends it as an error of the data. */
  static <T> T guarded(SparkTable table, Job<T> job) {
    try {
      return job.run();
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException e) {
      throw isDamage(e) ? damaged(table, e) : e;
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java API does not declare.
      throw isDamage(e) ? damaged(table, e) : new IllegalStateException(e);
    }
  }

  private static boolean isDamage(Throwable thrown) {
    boolean damage = false;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String condition = t instanceof SparkThrowable spark ? spark.getCondition() : null;
      if (condition != null) {
        damage |=
            condition.startsWith("FAILED_READ_FILE")
                || condition.startsWith("MALFORMED_RECORD")
                || condition.startsWith("CAST_INVALID_INPUT");
      }
      if (t instanceof IOException) {
        return false;
      }
    }
    return damage;
  }

  private static UserException damaged(SparkTable table, Exception e) {
    String found = "";
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SparkThrowable spark && spark.getCondition() != null) {
        found = String.valueOf(t.getMessage()).lines().findFirst().orElse("");
      }
    }
    return UserException.of(
        ExitCode.DATA,
        table.files().get(0).path()
            + (table.files().size() > 1 ? " …" : "")
            + ": not all of it can be read as "
            + table.format()
            + ": "
            + found,
        e);
  }

  /** Something done on the driver. */
  interface Job<T> {
    T run();
  }
}
