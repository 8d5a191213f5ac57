package io.descent.api;

import io.descent.error.ExitCode;
import io.descent.error.UserException;
import io.descent.objective.Loss;
import io.descent.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Losses and update rules that are not Descent's own: services of the thread's class loader, as
 * {@link ServiceLoader} finds them. A name of Descent's own never needs them, so that a broken jar
 * breaks only what it brings.
 */
final class Extensions {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private Extensions() {}

  /** The loss of a name, or null when it is Descent's own or no jar brings it. */
  static @Nullable Loss loss(String name) {
    return TrainOption.lossNames().contains(name) ? null : losses().get(name);
  }

  /** The update rule of a name, or null when it is Descent's own or no jar brings it. */
  static @Nullable UpdateRule rule(String name) {
    return Updates.names().contains(name) ? null : rules().get(name);
  }

  /** The losses that jars bring, by name. */
  static Map<String, Loss> losses() {
    return all(Loss.class, Loss::name, TrainOption.LOSS, TrainOption.lossNames());
  }

  /** The update rules that jars bring, by name. */
  static Map<String, UpdateRule> rules() {
    return all(UpdateRule.class, UpdateRule::name, TrainOption.OPTIMIZER, Updates.names());
  }

  private static <T> Map<String, T> all(
      Class<T> service, Function<T, String> nameOf, TrainOption option, List<String> taken) {
    Map<String, T> found = new LinkedHashMap<>();
    try {
      for (T brought : ServiceLoader.load(service)) {
        String name = nameOf.apply(brought);
        String type = brought.getClass().getName();
        if (!NAME.matcher(name).matches()) {
          throw refused(type, option, name, "small letters, digits and hyphens");
        }
        if (taken.contains(name) || found.put(name, brought) != null) {
          throw refused(type, option, name, "a name that no other has");
        }
      }
    } catch (ServiceConfigurationError e) {
      throw UserException.of(
          ExitCode.CONFIG,
          "a jar on the class path offers what cannot be used: " + e.getMessage(),
          e);
    }
    return found;
  }

  private static UserException refused(
      String type, TrainOption option, String name, String allowed) {
    return UserException.of(
        ExitCode.CONFIG,
        type
            + " on the class path calls itself --"
            + option.option()
            + " "
            + name
            + "; give it "
            + allowed);
  }
}
