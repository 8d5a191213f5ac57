package io.descent.store;

/**
 * The fingerprint of a file that was read.
 *
 * @param path as it was found
 * @param length its stored bytes
 * @param crc32c CRC-32C of its stored bytes, in [0, 2³²)
 */
public record DataFile(String path, long length, long crc32c) {}
