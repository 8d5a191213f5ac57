package io.descent.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the header of a safetensors file, refusing whatever is not exactly one. */
final class SafetensorsHeader {
  private static final int MOST_DIMENSIONS = 16;
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final JsonParser json;

  private SafetensorsHeader(JsonParser json) {
    this.json = json;
  }

  /** One tensor: {@code size} elements up to byte {@code end} of the data. */
  static final class Entry {
    final String name;
    final int[] shape;
    final int size;
    final long end;

    private Entry(String name, int[] shape, int size, long end) {
      this.name = name;
      this.shape = shape;
      this.size = size;
      this.end = end;
    }
  }

  /**
   * The tensors in the order of their bytes, which is that of the header.
   *
   * @throws IOException when it is not such a header; the message says why
   */
  static List<Entry> parse(byte[] header) throws IOException {
    // Decoded here: the parser would guess UTF-16 and UTF-32 from the bytes.
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    try (JsonParser json = JSON.createParser(text)) {
      List<Entry> entries = new SafetensorsHeader(json).entries();
      long end = json.currentLocation().getCharOffset();
      if (!text.substring((int) end).chars().allMatch(c -> c == ' ')) {
        throw new IOException("something other than spaces stands behind it");
      }
      return entries;
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    long offset = 0;
    expect(JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Entry entry = entry(json.currentName(), offset);
      offset = entry.end;
      entries.add(entry);
    }
    is(JsonToken.END_OBJECT);
    return entries;
  }

  private Entry entry(String name, long begin) throws IOException {
    expect(JsonToken.START_OBJECT);
    field("dtype");
    expect(JsonToken.VALUE_STRING);
    if (!json.getText().equals("F64")) {
      throw new IOException("tensor " + name + " is not of type F64");
    }
    field("shape");
    long[] extents = numbers();
    field("data_offsets");
    long[] offsets = numbers();
    expect(JsonToken.END_OBJECT);
    int[] shape = new int[extents.length];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      // Both factors of the product are below 2³¹.
      if (extents[i] > LONGEST_ARRAY || size * extents[i] > LONGEST_ARRAY) {
        throw new IOException("tensor " + name + " is too large");
      }
      size *= extents[i];
      shape[i] = (int) extents[i];
    }
    if (offsets.length != 2 || offsets[0] != begin || offsets[1] != begin + size * Double.BYTES) {
      throw new IOException("tensor " + name + " does not fill the bytes behind the one before it");
    }
    return new Entry(name, shape, (int) size, offsets[1]);
  }

  private long[] numbers() throws IOException {
    long[] numbers = new long[MOST_DIMENSIONS];
    int count = 0;
    expect(JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      if (count == MOST_DIMENSIONS || json.getLongValue() < 0) {
        throw new IOException("a list of numbers is too long, or one is negative");
      }
      numbers[count++] = json.getLongValue();
    }
    is(JsonToken.END_ARRAY);
    return Arrays.copyOf(numbers, count);
  }

  private void field(String name) throws IOException {
    expect(JsonToken.FIELD_NAME);
    if (!json.currentName().equals(name)) {
      throw new IOException("\"" + json.currentName() + "\" where \"" + name + "\" was expected");
    }
  }

  private void expect(JsonToken token) throws IOException {
    json.nextToken();
    is(token);
  }

  private void is(JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException(json.currentToken() + " where " + token + " was expected");
    }
  }
}
