package io.descent.data.csv;

/**
 * A line of a small file that says something of names.
 *
 * @param name what it is about, not empty
 * @param value what it says, not empty
 * @param line its line in the file, from 1
 */
public record CsvPair(String name, String value, long line) {}
