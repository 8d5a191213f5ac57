package io.descent.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.train.StepListener;
import io.descent.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lines of {@code history.jsonl}: the reports of every R-th step and of the last one.
 * {@code seconds}, the time since the recorder was made, is the only field in which equal runs may
 * differ. <b>Not thread-safe.</b>
 */
final class HistoryRecorder implements StepListener {
  private static final int DEFAULT_LINES = 200;

  private final long every;
  private final long started = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Entry last;

  /** Texts are made at the end: what makes them takes longer to load than the first step. */
  private record Entry(StepReport report, long nanos) {}

  private HistoryRecorder(long every) {
    this.every = every;
  }

  /**
   * A recorder.
   *
   * @param every R, or 0 for the smallest that keeps the history of so many steps within 200 lines
   */
  static HistoryRecorder of(long every, long steps) {
    // One line is left for the last step.
    return new HistoryRecorder(
        every > 0 ? every : Math.max(1, (steps + DEFAULT_LINES - 2) / (DEFAULT_LINES - 1)));
  }

  @Override
  public void onStep(StepReport report) {
    Entry entry = new Entry(report, System.nanoTime() - started);
    if (report.step() % every == 0) {
      entries.add(entry);
      last = null;
    } else {
      last = entry;
    }
  }

  /** The lines so far, that of the last step included. */
  List<String> lines() {
    List<String> all = new ArrayList<>();
    entries.forEach(entry -> all.add(line(entry)));
    if (last != null) {
      all.add(line(last));
    }
    return all;
  }

  private static String line(Entry entry) {
    StepReport report = entry.report();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("step", report.step());
    put(json, "objective", report.objective());
    put(json, "smoothed", report.smoothed());
    put(json, "fullObjective", report.fullObjective());
    put(json, "validationLoss", report.validationLoss());
    put(json, "gradientNorm", report.gradientNorm());
    json.put("rate", report.rate());
    json.put("rows", report.rows());
    json.put("epoch", report.epoch());
    json.put("seconds", Math.round(entry.nanos() / 1e6) / 1e3);
    return json.toString();
  }

  private static void put(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    }
  }
}
