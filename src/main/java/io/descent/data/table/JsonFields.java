package io.descent.data.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.descent.data.LabelCensus;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object of a model file, read strictly: a field that is absent, of another type, or beyond its
 * bounds is an error that names it.
 */
final class JsonFields {
  private static final int MAX_TEXT = 1 << 20;

  private final JsonNode node;
  private final String path;

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * The fields of an object.
   *
   * @param path where it stands, for messages
   * @throws UserException DATA when it is no object
   */
  static JsonFields of(@Nullable JsonNode node, String path) {
    if (node == null || !node.isObject()) {
      throw error(path, "an object is needed");
    }
    return new JsonFields(node, path);
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static void putTexts(ObjectNode into, String field, String[] texts) {
    ArrayNode array = into.putArray(field);
    for (String text : texts) {
      array.add(text);
    }
  }

  static void putNumbers(ObjectNode into, String field, double[] numbers) {
    ArrayNode array = into.putArray(field);
    for (double number : numbers) {
      array.add(number);
    }
  }

  boolean has(String field) {
    return node.has(field);
  }

  JsonNode array(String field, int most) {
    JsonNode value = node.path(field);
    if (!value.isArray() || value.size() > most) {
      throw wrong(field, "a list of at most " + most + " is needed");
    }
    return value;
  }

  String text(String field) {
    return text(node.path(field), field);
  }

  private String text(JsonNode value, String field) {
    if (!value.isTextual() || value.textValue().length() > MAX_TEXT) {
      throw wrong(field, "a text of at most " + MAX_TEXT + " characters is needed");
    }
    return value.textValue();
  }

  boolean bool(String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw wrong(field, "true or false is needed");
    }
    return value.booleanValue();
  }

  int integer(String field, int least, int most) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(field, "an integer in " + least + " … " + most + " is needed");
    }
    return value.intValue();
  }

  double finite(String field) {
    return finite(node.path(field), field);
  }

  private double finite(JsonNode value, String field) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(field, "a finite number is needed");
    }
    return value.doubleValue();
  }

  double notNegative(String field) {
    return notNegative(node.path(field), field);
  }

  private double notNegative(JsonNode value, String field) {
    double number = finite(value, field);
    if (number < 0) {
      throw wrong(field, "a number >= 0 is needed");
    }
    return number;
  }

  <E extends Enum<E>> E oneOf(String field, Class<E> type) {
    String text = text(field);
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    throw wrong(field, BadCellException.shown(text) + " is not known to this version");
  }

  String[] ascendingTexts(String field, int most) {
    JsonNode array = array(field, most);
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(array.get(i), field);
      if (i > 0 && LabelCensus.compare(texts[i - 1], texts[i]) >= 0) {
        throw wrong(field, "texts must ascend by code point");
      }
    }
    return texts;
  }

  String[] distinctTexts(String field, int most) {
    JsonNode array = array(field, most);
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(array.get(i), field);
      if (Arrays.asList(texts).indexOf(texts[i]) < i) {
        throw wrong(field, "texts must differ");
      }
    }
    return texts;
  }

  double[] ascendingNumbers(String field, int most) {
    JsonNode array = array(field, most);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = finite(array.get(i), field);
      if (i > 0 && !(numbers[i - 1] < numbers[i])) {
        throw wrong(field, "numbers must ascend");
      }
    }
    return numbers;
  }

  double @Nullable [] sigmasOrNull(String field, int size) {
    if (!node.has(field)) {
      return null;
    }
    JsonNode array = array(field, size);
    if (array.size() != size) {
      throw wrong(field, size + " numbers are needed, found " + array.size());
    }
    double[] sigmas = new double[size];
    for (int i = 0; i < size; i++) {
      sigmas[i] = notNegative(array.get(i), field);
    }
    return sigmas;
  }

  UserException wrong(String message) {
    return error(path, message);
  }

  private UserException wrong(String field, String message) {
    return error(path + "." + field, message);
  }

  private static UserException error(String path, String message) {
    return UserException.of(ExitCode.DATA, "the model is damaged: " + path + ": " + message);
  }
}
