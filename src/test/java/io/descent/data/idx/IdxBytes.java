package io.descent.data.idx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes idx files, for tests. */
public final class IdxBytes {
  public static final int HEIGHT = 3;
  public static final int WIDTH = 4;

  private IdxBytes() {}

  /** The bytes of a file of type 0x08 … 0x0E; numbers must be those of the type. */
  public static byte[] of(int type, int[] sizes, double... numbers) {
    ByteBuffer out = ByteBuffer.allocate(4 + 4 * sizes.length + 8 * numbers.length);
    out.put(new byte[] {0, 0, (byte) type, (byte) sizes.length});
    Arrays.stream(sizes).forEach(out::putInt);
    for (double number : numbers) {
      switch (type) {
        case 0x08, 0x09 -> out.put((byte) (int) number);
        case 0x0B -> out.putShort((short) number);
        case 0x0C -> out.putInt((int) number);
        case 0x0D -> out.putFloat((float) number);
        default -> out.putDouble(number);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(bytes);
    }
    return out.toByteArray();
  }

  /** Images of {@link #HEIGHT} × {@link #WIDTH} pixels in 100 … 255. */
  public static double[] pixels(int rows, Random random) {
    return random.ints((long) rows * HEIGHT * WIDTH, 100, 256).asDoubleStream().toArray();
  }

  /** A class in 0 … 2 for each image: its brightest of the first three pixels. */
  public static double[] classes(double[] pixels) {
    double[] classes = new double[pixels.length / (HEIGHT * WIDTH)];
    for (int row = 0; row < classes.length; row++) {
      for (int k = 1; k < 3; k++) {
        int at = row * HEIGHT * WIDTH;
        classes[row] = pixels[at + k] > pixels[at + (int) classes[row]] ? k : classes[row];
      }
    }
    return classes;
  }

  public static byte[] images(double... pixels) {
    return of(0x08, new int[] {pixels.length / (HEIGHT * WIDTH), HEIGHT, WIDTH}, pixels);
  }

  public static byte[] labels(double... classes) {
    return of(0x08, new int[] {classes.length}, classes);
  }

  /** Writes images and their classes under the usual names; returns the file of the images. */
  public static Path write(Path folder, String name, int rows, Random random) throws IOException {
    double[] pixels = pixels(rows, random);
    Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels(classes(pixels)));
    return Files.write(folder.resolve(name + "-images-idx3-ubyte"), images(pixels));
  }
}
