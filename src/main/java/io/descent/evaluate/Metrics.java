package io.descent.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How good the predictions of some rows are; every mean is weighted. NaN stands for what the kind
 * of model or the rows do not have.
 *
 * @param rows number of rows
 * @param weight Σcᵢ
 * @param objective weighted mean loss plus the penalty
 * @param logLoss mean of −ln p(label) in nats, from margins, never clipped; only where the model
 *     has probabilities
 * @param auc area under the ROC curve, Σ over pairs of a row with label 1 and one with label 0,
 *     weighted by the product of their weights: 1 where the margin of the first is greater, ½ where
 *     they are equal; only for binary labels, NaN when only one label is there
 * @param errorRate share of the weight with another prediction than the label; a row with a margin
 *     that is NaN is an error; only for classes; of rows with any number of labels the share with
 *     any of them wrong
 * @param rmse √(Σc(y−p)²/Σc); only for regression
 * @param r2 1 − Σc(y−p)²/Σc(y−ȳ)²; only for regression, NaN when all labels are equal
 * @param deviance weighted mean of twice the loss, 0 where every label is predicted exactly; only
 *     where the loss is a half deviance with a link (poisson, gamma)
 * @param hammingLoss share of the labels, over all rows and labels, that are wrong: had and not
 *     predicted, or the reverse; only where rows have any number of labels
 * @param microF1 2·TP/(2·TP + FP + FN) over all rows and labels; only where rows have any number of
 *     labels, NaN when none has one and none is predicted
 */
public record Metrics(
    long rows,
    double weight,
    double objective,
    double logLoss,
    double auc,
    double errorRate,
    double rmse,
    double r2,
    double deviance,
    double hammingLoss,
    double microF1) {

  /**
   * The metrics as a JSON object, keys in the order of the components. What is NaN is left out, and
   * so is what is infinite, since JSON has no number for it.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rows", rows);
    put(json, "weight", weight);
    put(json, "objective", objective);
    put(json, "logLoss", logLoss);
    put(json, "auc", auc);
    put(json, "errorRate", errorRate);
    put(json, "rmse", rmse);
    put(json, "r2", r2);
    put(json, "deviance", deviance);
    put(json, "hammingLoss", hammingLoss);
    put(json, "microF1", microF1);
    return json;
  }

  private static void put(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, value);
    }
  }
}
