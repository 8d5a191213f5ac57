package io.descent.train;

/**
 * What a step did, as {@code history.jsonl} records it.
 *
 * @param step steps attempted before it, counted from 0
 * @param objective weighted mean loss of the rows it read, at the θ it read them with, plus the
 *     penalty at that θ
 * @param smoothed the exponential mean of {@code objective} over an epoch
 * @param fullObjective F(θ) over all rows where it is known, else NaN
 * @param validationLoss mean loss of the validation rows after it, where it was evaluated, else NaN
 * @param gradientNorm 2-norm of the batch gradient with its L2 part, before the rule
 * @param rate the learning rate of the step
 * @param rows rows drawn so far, this step included
 * @param epoch rows / n
 */
public record StepReport(
    long step,
    double objective,
    double smoothed,
    double fullObjective,
    double validationLoss,
    double gradientNorm,
    double rate,
    long rows,
    double epoch) {}
