package io.descent.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes values of the expected type out of a JSON object, or says which is missing or wrong. */
final class JsonFields {
  private JsonFields() {}

  static JsonNode node(JsonNode json, String key) throws IOException {
    JsonNode value = json.get(key);
    if (value == null) {
      throw new IOException("it has no \"" + key + "\"");
    }
    return value;
  }

  static String text(JsonNode json, String key) throws IOException {
    JsonNode value = node(json, key);
    check(value.isTextual(), key, "a text");
    return value.textValue();
  }

  static boolean bool(JsonNode json, String key) throws IOException {
    JsonNode value = node(json, key);
    check(value.isBoolean(), key, "true or false");
    return value.booleanValue();
  }

  /** An integer in 0 … most. */
  static long integer(JsonNode json, String key, long most) throws IOException {
    return number(node(json, key), key, most);
  }

  /** An array's elements as integers in 0 … 2³¹ − 1. */
  static int[] integers(JsonNode json, String key) throws IOException {
    JsonNode values = array(json, key);
    int[] integers = new int[values.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (int) number(values.get(i), key, Integer.MAX_VALUE);
    }
    return integers;
  }

  static JsonNode array(JsonNode json, String key) throws IOException {
    JsonNode value = node(json, key);
    check(value.isArray(), key, "a list");
    return value;
  }

  /** An object of texts, in its order. */
  static Map<String, String> texts(JsonNode json, String key) throws IOException {
    JsonNode value = node(json, key);
    check(value.isObject(), key, "an object");
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      check(entry.getValue().isTextual(), key, "an object of texts");
      texts.put(entry.getKey(), entry.getValue().textValue());
    }
    return texts;
  }

  /** An object of finite numbers; none where it is left out. */
  static SortedMap<String, Double> numbers(JsonNode json, String key) throws IOException {
    SortedMap<String, Double> numbers = new TreeMap<>();
    if (!json.has(key)) {
      return numbers;
    }
    JsonNode value = node(json, key);
    check(value.isObject(), key, "an object");
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      boolean finite = entry.getValue().isNumber() && Double.isFinite(entry.getValue().asDouble());
      check(finite, key, "an object of numbers");
      numbers.put(entry.getKey(), entry.getValue().doubleValue());
    }
    return numbers;
  }

  /** The CRC-32C of an object that has one. */
  static long crc(JsonNode json) throws IOException {
    String digits = text(json, "crc32c");
    check(digits.matches("[0-9a-f]{8}"), "crc32c", "eight hexadecimal digits");
    return HexFormat.fromHexDigitsToLong(digits);
  }

  private static long number(JsonNode value, String key, long most) throws IOException {
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 0
            && value.longValue() <= most;
    check(fits, key, "an integer in 0 … " + most);
    return value.longValue();
  }

  private static void check(boolean right, String key, String expected) throws IOException {
    if (!right) {
      throw new IOException("\"" + key + "\" is not " + expected);
    }
  }
}
