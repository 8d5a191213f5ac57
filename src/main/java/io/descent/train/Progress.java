package io.descent.train;

/**
 * How far a training has come: counters, the smoothed objective, and the two windows that the stop
 * rule compares. <b>Not thread-safe.</b>
 */
final class Progress {
  private final long rowsInData;
  private final long windowSteps;
  private long step;
  private long updates;
  private long rowsDrawn;
  private double startObjective = Double.NaN;
  private double smoothed;
  private double stationarity = Double.NaN;
  private boolean finite = true;
  private double windowSum;
  private long windowCount;
  private double lastWindow = Double.NaN;
  private double relativeChange = Double.POSITIVE_INFINITY;

  Progress(long rowsInData, long windowSteps) {
    this.rowsInData = rowsInData;
    this.windowSteps = windowSteps;
  }

  Progress copy() {
    Progress copy = new Progress(rowsInData, windowSteps);
    copy.step = step;
    copy.updates = updates;
    copy.rowsDrawn = rowsDrawn;
    copy.startObjective = startObjective;
    copy.smoothed = smoothed;
    copy.stationarity = stationarity;
    copy.finite = finite;
    copy.windowSum = windowSum;
    copy.windowCount = windowCount;
    copy.lastWindow = lastWindow;
    copy.relativeChange = relativeChange;
    return copy;
  }

  void startAt(double objective) {
    startObjective = objective;
    finite = Double.isFinite(objective);
  }

  boolean hasStarted() {
    return !Double.isNaN(startObjective) || !finite;
  }

  void skipEmptyBatch() {
    step++;
  }

  /**
   * Counts a batch. The weight of its objective in the smoothed one is its share of an epoch, and
   * during the first epoch its share of all rows drawn, so that the mean does not cling to the
   * first batch.
   */
  void countBatch(double objective, long rows) {
    rowsDrawn += rows;
    double share = (double) rows / Math.min(rowsInData, rowsDrawn);
    smoothed += Math.min(1, share) * (objective - smoothed);
    if (share >= 1) {
      smoothed = objective;
    }
    finite &= Double.isFinite(objective);
    windowSum += smoothed;
    if (++windowCount == windowSteps) {
      double mean = windowSum / windowSteps;
      relativeChange = Math.abs(mean - lastWindow) / Math.abs(lastWindow);
      if (mean == lastWindow) {
        relativeChange = 0;
      }
      lastWindow = mean;
      windowSum = 0;
      windowCount = 0;
    }
  }

  void countUpdate(boolean thetaIsFinite) {
    step++;
    updates++;
    finite &= thetaIsFinite;
  }

  /** Takes the norm that the stop rule's gradient criterion looks at. */
  void stationarity(double norm) {
    stationarity = norm;
  }

  double stationarity() {
    return stationarity;
  }

  long step() {
    return step;
  }

  long updates() {
    return updates;
  }

  long emptyBatches() {
    return step - updates;
  }

  long rowsDrawn() {
    return rowsDrawn;
  }

  double epoch() {
    return (double) rowsDrawn / rowsInData;
  }

  /** Epochs that are complete. */
  long epochsDone() {
    return rowsDrawn / rowsInData;
  }

  double startObjective() {
    return startObjective;
  }

  double smoothed() {
    return smoothed;
  }

  boolean isFinite() {
    return finite;
  }

  /**
   * |mean of the last window − mean of the one before| / |the latter|; infinite or NaN before there
   * are two.
   */
  double relativeChange() {
    return relativeChange;
  }
}
