package io.descent.api;

import io.descent.evaluate.Metrics;
import io.descent.train.TrainResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training gave.
 *
 * @param model the model
 * @param result how the training ended
 * @param train metrics over the training rows
 * @param validation metrics over the validation rows, or null when there were none
 * @param test metrics over the test rows, or null when there were none
 * @param history the lines of history.jsonl
 * @param notes what a person should know of the data
 */
public record TrainedModel(
    Model model,
    TrainResult result,
    Metrics train,
    @Nullable Metrics validation,
    @Nullable Metrics test,
    List<String> history,
    List<String> notes) {}
