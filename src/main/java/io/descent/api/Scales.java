package io.descent.api;

import io.descent.data.input.Encoding;
import io.descent.objective.ParameterLayout;

/**
 * Between the scale of training, on which features are (x − μ)/σ, and that of the data: w/σ and b −
 * Σwμ/σ apply to raw features. Where σ is 0 the weight is 0 on both.
 */
final class Scales {
  private Scales() {}

  /** θ on the scale of the data. */
  static double[] toRaw(ParameterLayout layout, double[] theta, Encoding encoding) {
    double[] means = encoding.means();
    double[] sigmas = encoding.sigmas();
    double[] raw = theta.clone();
    int width = means.length;
    ParameterLayout.Slice weights = layout.slice("weights");
    for (int k = 0; k < weights.size() / width; k++) {
      double shift = 0;
      for (int j = 0; j < width; j++) {
        int at = weights.offset() + k * width + j;
        raw[at] = sigmas[j] > 0 ? theta[at] / sigmas[j] : 0;
        shift += raw[at] * means[j];
      }
      if (layout.has("intercept")) {
        raw[layout.slice("intercept").offset() + k] -= shift;
      }
    }
    return raw;
  }

  /**
   * Bounds of weights on the scale of the data, on that of training, for each feature: those
   * nearest to bound·σ that hold on the scale of the data too, where division by σ rounds. Where σ
   * is 0 the weight is 0.
   *
   * @return the lower and the upper bounds
   */
  static double[][] boundsToTraining(double lower, double upper, double[] sigmas) {
    double[][] bounds = new double[2][sigmas.length];
    for (int j = 0; j < sigmas.length; j++) {
      double sigma = sigmas[j];
      if (sigma > 0) {
        double least = lower * sigma;
        double most = upper * sigma;
        while (least / sigma < lower) {
          least = Math.nextUp(least);
        }
        while (most / sigma > upper) {
          most = Math.nextDown(most);
        }
        // No number may be left between bounds that are equal: then to the nearest.
        bounds[0][j] = least <= most ? least : lower * sigma;
        bounds[1][j] = least <= most ? most : upper * sigma;
      }
    }
    return bounds;
  }

  /**
   * The weights of a θ on the scale of the data, on that of training; intercepts are left as they
   * are.
   */
  static double[] weightsToTraining(ParameterLayout layout, double[] raw, Encoding encoding) {
    double[] sigmas = encoding.sigmas();
    double[] theta = raw.clone();
    ParameterLayout.Slice weights = layout.slice("weights");
    for (int i = 0; i < weights.size(); i++) {
      theta[weights.offset() + i] *= sigmas[i % sigmas.length];
    }
    return theta;
  }
}
