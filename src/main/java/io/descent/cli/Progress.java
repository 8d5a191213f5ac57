package io.descent.cli;

import io.descent.train.StepListener;
import io.descent.train.StepReport;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a training goes: one line that is redrawn on a terminal, a line now and then elsewhere,
 * or nothing.
 */
final class Progress implements StepListener, AutoCloseable {
  private static final double REDRAW_SECONDS = 0.2;
  private static final double LINE_SECONDS = 5;

  private final @Nullable PrintWriter to;
  private final boolean redraw;
  private final long started = System.nanoTime();
  private long firstStep = -1;
  private double firstSeconds;
  private double lastShown = Double.NEGATIVE_INFINITY;
  private int width;
  private long steps;
  private @Nullable StepReport pending;

  private Progress(@Nullable PrintWriter to, boolean redraw) {
    this.to = to;
    this.redraw = redraw;
  }

  static Progress silent() {
    return new Progress(null, false);
  }

  static Progress on(PrintWriter to, Terminal terminal) {
    return new Progress(to, terminal.interactive());
  }

  /** Says what is being read, which may take a while. */
  void reading(String paths) {
    if (to != null) {
      to.println("reading " + paths);
    }
  }

  @Override
  public void onTrial(String options, double loss, double epochs) {
    if (to != null) {
      to.printf(Locale.US, "tried %s: held-out loss %.6g in %.0f epochs%n", options, loss, epochs);
      to.flush();
    }
  }

  @Override
  public void onStart(long rows, int parameters, long maxSteps) {
    steps = maxSteps;
    if (to != null) {
      to.printf(Locale.US, "%,d rows, %,d parameters, %,d steps%n", rows, parameters, maxSteps);
    }
  }

  @Override
  public void onStep(StepReport report) {
    if (to == null) {
      return;
    }
    double now = (System.nanoTime() - started) / 1e9;
    if (firstStep < 0) {
      firstStep = report.step();
      firstSeconds = now;
    }
    pending = report;
    if (now - lastShown >= (redraw ? REDRAW_SECONDS : LINE_SECONDS)) {
      show(report, now);
      lastShown = now;
      pending = null;
    }
  }

  private void show(StepReport report, double now) {
    if (to == null) {
      return;
    }
    double elapsed = now - firstSeconds;
    long made = report.step() - firstStep;
    double perStep = made > 0 ? elapsed / made : 0;
    String line =
        String.format(
            Locale.US,
            "step %,d/%,d  objective %.6g%s",
            report.step() + 1,
            steps,
            report.smoothed(),
            made == 0
                ? ""
                : String.format(
                    Locale.US,
                    "  %,.0f rows/s  %s left",
                    report.rows() / (report.step() + 1.0) / perStep,
                    duration(perStep * (steps - report.step() - 1))));
    if (redraw) {
      to.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    } else {
      to.println(line);
    }
    to.flush();
  }

  private static String duration(double seconds) {
    long s = Math.round(Math.max(0, seconds));
    return s < 60
        ? s + " s"
        : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  /** Shows the last step and leaves the line. */
  @Override
  public void close() {
    if (to == null) {
      return;
    }
    if (pending != null) {
      show(pending, (System.nanoTime() - started) / 1e9);
    }
    if (redraw && width > 0) {
      to.println();
    }
    to.flush();
  }
}
