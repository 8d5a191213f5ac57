package io.descent.files;

import java.io.Serializable;

/**
 * A file to be read.
 *
 * @param path its path, with scheme unless it is local
 * @param length its stored bytes
 */
public record InputFile(String path, long length) implements Serializable {}
