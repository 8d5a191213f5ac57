package io.descent.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The update rules by name, with the settings each takes and their defaults: torch's, but for the
 * rate of ftrl and of the rules that do not scale coordinates, which is 0.1. The one place of these
 * defaults.
 */
public final class UpdateRules {
  private static final String RATE = "rate";
  private static final String MOMENTUM = "momentum";
  private static final String DAMPENING = "dampening";
  private static final String BETA1 = "beta1";
  private static final String BETA2 = "beta2";
  private static final String DECAY = "decay";
  private static final String EPSILON = "adaptive-epsilon";
  private static final String CENTERED = "centered";
  private static final String FTRL_BETA = "ftrl-beta";
  private static final String WEIGHT_DECAY = "weight-decay";

  private static final List<Entry> ALL =
      List.of(
          rule("sgd", "0.1", s -> new Sgd()),
          rule("momentum", "0.1", s -> Momentum.of(s.number(MOMENTUM), s.number(DAMPENING)))
              .with(MOMENTUM, "0.9")
              .with(DAMPENING, "0"),
          rule("ema-momentum", "0.1", s -> EmaMomentum.of(s.number(MOMENTUM)))
              .with(MOMENTUM, "0.9"),
          rule("nesterov", "0.1", s -> Nesterov.of(s.number(MOMENTUM))).with(MOMENTUM, "0.9"),
          rule("adagrad", "0.01", s -> Adagrad.of(s.number(EPSILON))).with(EPSILON, "1e-10"),
          rule("adadelta", "1", s -> Adadelta.of(s.number(DECAY), s.number(EPSILON)))
              .with(DECAY, "0.9")
              .with(EPSILON, "1e-6"),
          rule("rmsprop", "0.01", UpdateRules::rmsProp)
              .with(DECAY, "0.99")
              .with(EPSILON, "1e-8")
              .with(MOMENTUM, "0")
              .with(CENTERED, "false"),
          rule("adam", "0.001", UpdateRules::adam).withBetas("0.999").with(EPSILON, "1e-8"),
          rule(
                  "amsgrad",
                  "0.001",
                  s -> AmsGrad.of(s.number(BETA1), s.number(BETA2), s.number(EPSILON)))
              .withBetas("0.999")
              .with(EPSILON, "1e-8"),
          bare("adamw", "0.001", UpdateRules::adamW)
              .withBetas("0.999")
              .with(EPSILON, "1e-8")
              .with(WEIGHT_DECAY, "0.01"),
          rule(
                  "nadam",
                  "0.002",
                  s -> Nadam.of(s.number(BETA1), s.number(BETA2), s.number(EPSILON), Nadam.PSI))
              .withBetas("0.999")
              .with(EPSILON, "1e-8"),
          rule(
                  "adamax",
                  "0.002",
                  s -> Adamax.of(s.number(BETA1), s.number(BETA2), s.number(EPSILON)))
              .withBetas("0.999")
              .with(EPSILON, "1e-8"),
          bare("ftrl", "0.1", s -> Ftrl.of(s.number(FTRL_BETA))).with(FTRL_BETA, "1"),
          rule("lion", "0.0001", s -> Lion.of(s.number(BETA1), s.number(BETA2))).withBetas("0.99"));

  private UpdateRules() {}

  private static UpdateRule rmsProp(RuleSettings s) {
    return RmsProp.of(s.number(DECAY), s.number(EPSILON), s.number(MOMENTUM), s.isTrue(CENTERED));
  }

  private static UpdateRule adam(RuleSettings s) {
    return Adam.of(s.number(BETA1), s.number(BETA2), s.number(EPSILON));
  }

  private static UpdateRule adamW(RuleSettings s) {
    return AdamW.of(
        s.number(BETA1), s.number(BETA2), s.number(EPSILON), s.number(WEIGHT_DECAY), s.decayed());
  }

  /** The names there are. */
  public static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  /** The names of the rules that take a setting. */
  public static List<String> taking(String setting) {
    return ALL.stream().filter(e -> e.defaults().containsKey(setting)).map(Entry::name).toList();
  }

  /** The default of a rule's setting, or null where there is no such rule or setting. */
  public static @Nullable String defaultOf(@Nullable String rule, String setting) {
    for (Entry entry : ALL) {
      if (entry.name().equals(rule)) {
        return entry.defaults().get(setting);
      }
    }
    return null;
  }

  /** The defaults of a setting in words: that of most rules, then the others with their rules. */
  public static String defaultsOf(String setting) {
    Map<String, List<String>> byDefault = new LinkedHashMap<>();
    for (String rule : taking(setting)) {
      String value = String.valueOf(defaultOf(rule, setting));
      byDefault.computeIfAbsent(value, v -> new ArrayList<>()).add(rule);
    }
    String usual = "";
    int most = 0;
    for (Map.Entry<String, List<String>> entry : byDefault.entrySet()) {
      if (entry.getValue().size() > most) {
        usual = entry.getKey();
        most = entry.getValue().size();
      }
    }
    byDefault.remove(usual);
    return usual
        + byDefault.entrySet().stream()
            .map(e -> "; " + String.join(" ", e.getValue()) + " " + e.getKey())
            .collect(Collectors.joining());
  }

  /**
   * The rule of a name.
   *
   * @param given settings in the place of defaults
   * @param decayed what decoupled decay acts on, as for {@link WeightDecay#of}; null: all of θ
   * @throws IllegalArgumentException naming the rules there are, or the setting that is wrong
   */
  public static UpdateRule byName(
      String name, Map<String, String> given, int @Nullable [] decayed) {
    for (Entry entry : ALL) {
      if (entry.name().equals(name)) {
        return entry.maker().apply(RuleSettings.of(entry.defaults(), given, decayed));
      }
    }
    throw new IllegalArgumentException(
        "no optimizer " + name + "; there are " + String.join(", ", names()));
  }

  /**
   * The rule of a name, with defaults.
   *
   * @param momentum μ or β of momentum, ema-momentum and nesterov
   */
  public static UpdateRule byName(String name, double momentum) {
    String usual = defaultOf("momentum", MOMENTUM);
    boolean takes = usual != null && usual.equals(defaultOf(name, MOMENTUM));
    return byName(name, takes ? Map.of(MOMENTUM, Double.toString(momentum)) : Map.of(), null);
  }

  private static Entry bare(String name, String rate, Function<RuleSettings, UpdateRule> maker) {
    return new Entry(name, Map.of(), maker).with(RATE, rate);
  }

  /** A rule that decoupled decay may be put around. */
  private static Entry rule(String name, String rate, Function<RuleSettings, UpdateRule> maker) {
    return bare(
            name,
            rate,
            s -> {
              UpdateRule rule = maker.apply(s);
              double decay = s.number(WEIGHT_DECAY);
              return decay == 0 ? rule : WeightDecay.of(rule, decay, s.decayed());
            })
        .with(WEIGHT_DECAY, "0");
  }

  /** A rule by name: the settings it takes with their defaults, and how it is made of them. */
  private record Entry(
      String name, Map<String, String> defaults, Function<RuleSettings, UpdateRule> maker) {
    Entry with(String setting, String value) {
      Map<String, String> more = new LinkedHashMap<>(defaults);
      more.put(setting, value);
      return new Entry(name, more, maker);
    }

    Entry withBetas(String beta2) {
      return with(BETA1, "0.9").with(BETA2, beta2);
    }
  }
}
