package io.descent.optim;

/** The averages of θ by name. */
public final class WeightAverages {
  /** β of the average {@code ema}. */
  private static final double EMA = 0.999;

  private static final WeightAverage NONE = new NoAverage();

  private WeightAverages() {}

  /** What {@link #parse} takes, in words. */
  public static String grammar() {
    return "none, polyak[:N], bottou[:N] or ema[:N], N the update (polyak and ema from 1, bottou"
        + " from 0) that averaging starts at";
  }

  /**
   * The average of a text.
   *
   * @throws IllegalArgumentException showing the form
   */
  public static WeightAverage parse(String text) {
    String[] parts = text.split(":", -1);
    boolean bare = parts.length == 1;
    if (bare || (parts.length == 2 && parts[1].matches("[0-9]{1,18}"))) {
      long start = bare ? 1 : Long.parseLong(parts[1]);
      switch (parts[0]) {
        case "none" -> {
          if (bare) {
            return NONE;
          }
        }
        case "polyak" -> {
          return PolyakAverage.from(start);
        }
        case "bottou" -> {
          return BottouAverage.from(bare ? 0 : start);
        }
        case "ema" -> {
          return EmaAverage.from(EMA, start);
        }
        default -> {}
      }
    }
    throw new IllegalArgumentException("average takes " + grammar() + ", got " + text);
  }

  /** No average: θ itself. */
  public static WeightAverage none() {
    return NONE;
  }

  private static final class NoAverage implements WeightAverage {
    private static final long serialVersionUID = 1L;

    @Override
    public Slots init(int dimension) {
      return Slots.none();
    }

    @Override
    public void add(double[] theta, Slots slots, long t) {}

    @Override
    public double[] of(double[] theta, Slots slots, long t) {
      return theta.clone();
    }
  }
}
