package io.descent.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings a rule is made with: defaults of the rule, and what was given in their place. */
final class RuleSettings {
  private final Map<String, String> values;
  private final int @Nullable [] decayed;

  private RuleSettings(Map<String, String> values, int @Nullable [] decayed) {
    this.values = values;
    this.decayed = decayed;
  }

  /**
   * Settings.
   *
   * @param decayed the ranges of θ that decay, or null for all
   * @throws IllegalArgumentException for a setting that the rule does not take
   */
  static RuleSettings of(
      Map<String, String> defaults, Map<String, String> given, int @Nullable [] decayed) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    given.forEach(
        (setting, value) -> {
          if (values.replace(setting, value) == null) {
            throw new IllegalArgumentException(
                "no setting " + setting + " among " + String.join(", ", defaults.keySet()));
          }
        });
    return new RuleSettings(values, decayed);
  }

  double number(String setting) {
    return Double.parseDouble(text(setting));
  }

  boolean isTrue(String setting) {
    return text(setting).equals("true");
  }

  int @Nullable [] decayed() {
    return decayed;
  }

  private String text(String setting) {
    String value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException("no setting " + setting);
    }
    return value;
  }
}
