package io.descent.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.descent.error.ExitCode;
import io.descent.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The safetensors format: the length of the header as 8 bytes, little-endian; the header, JSON
 * padded with spaces to a multiple of 8; the elements, little-endian doubles, one tensor after the
 * other. Every program that reads safetensors reads it.
 *
 * <p>Tensors stand in the order given, the header holds neither blanks nor {@code __metadata__}:
 * equal tensors are equal bytes. Only this form is read; nothing is allocated that the file is too
 * short to fill, beyond its header of at most 100 MB.
 */
public final class Safetensors {
  static final int LONGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 16;

  private Safetensors() {}

  /**
   * Writes tensors.
   *
   * @throws IllegalArgumentException when two have one name, or one is called {@code __metadata__}
   */
  public static void write(List<Tensor> tensors, OutputStream out) throws IOException {
    byte[] header = header(tensors);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, header.length);
    out.write(bytes.array(), 0, Long.BYTES);
    out.write(header);
    for (Tensor tensor : tensors) {
      int end = tensor.offset() + tensor.size();
      for (int from = tensor.offset(); from < end; from += CHUNK / Double.BYTES) {
        int count = Math.min(end - from, CHUNK / Double.BYTES);
        bytes.clear().asDoubleBuffer().put(tensor.values(), from, count);
        out.write(bytes.array(), 0, count * Double.BYTES);
      }
    }
  }

  private static byte[] header(List<Tensor> tensors) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      long offset = 0;
      for (Tensor tensor : tensors) {
        if (names.contains(tensor.name()) || tensor.name().equals("__metadata__")) {
          throw new IllegalArgumentException("a tensor cannot be called " + tensor.name());
        }
        names.add(tensor.name());
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", "F64");
        json.writeFieldName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        offset += (long) tensor.size() * Double.BYTES;
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    if (bytes.size() > LONGEST_HEADER) {
      throw new IllegalArgumentException("a header of " + bytes.size() + " bytes is too long");
    }
    return bytes.toByteArray();
  }

  /**
   * Reads tensors.
   *
   * @param in the file from its beginning; not closed
   * @param length its length in bytes
   * @param shown its name for messages
   * @throws UserException DATA when it is not a file that {@link #write} wrote
   */
  public static List<Tensor> read(InputStream in, long length, String shown) throws IOException {
    byte[] first = in.readNBytes(Long.BYTES);
    if (first.length < Long.BYTES) {
      throw corrupt(shown, "it ends after " + first.length + " bytes");
    }
    long size = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 2 || size > LONGEST_HEADER || size > length - Long.BYTES || size % Long.BYTES != 0) {
      throw corrupt(shown, "its header would have " + size + " bytes");
    }
    byte[] header = in.readNBytes((int) size);
    if (header.length < size) {
      throw corrupt(shown, "it ends inside its header");
    }
    List<SafetensorsHeader.Entry> entries;
    try {
      entries = SafetensorsHeader.parse(header);
    } catch (IOException e) {
      throw corrupt(shown, "its header is wrong: " + e.getMessage());
    }
    long data = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end;
    if (data != length - Long.BYTES - size) {
      throw corrupt(
          shown,
          "its header tells of " + data + " bytes, " + (length - Long.BYTES - size) + " follow it");
    }
    List<Tensor> tensors = new ArrayList<>();
    for (SafetensorsHeader.Entry entry : entries) {
      tensors.add(Tensor.of(entry.name, entry.shape, values(in, entry, shown), 0));
    }
    if (in.read() >= 0) {
      throw corrupt(shown, "it is longer than " + length + " bytes");
    }
    return tensors;
  }

  private static double[] values(InputStream in, SafetensorsHeader.Entry entry, String shown)
      throws IOException {
    double[] values = new double[entry.size];
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK / Double.BYTES) {
      int count = Math.min(values.length - from, CHUNK / Double.BYTES);
      if (in.readNBytes(bytes.array(), 0, count * Double.BYTES) < count * Double.BYTES) {
        throw corrupt(shown, "it ends inside the tensor " + entry.name);
      }
      bytes.clear().asDoubleBuffer().get(values, from, count);
    }
    return values;
  }

  private static UserException corrupt(String shown, String problem) {
    String line = problem.replaceAll("\\s+", " ");
    return UserException.of(
        ExitCode.DATA,
        shown + " is damaged or no file of this kind: " + line + "; restore or train it again");
  }
}
