package io.descent.cli;

import io.descent.api.TrainOption;
import io.descent.error.ExitCode;
import io.descent.error.Nearest;
import io.descent.error.UserException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The file of {@code --config}: Java properties in UTF-8 whose keys are the names of {@code
 * train}'s options without dashes. Values are trimmed; {@code ${conf}} stands for the file's own
 * folder.
 */
final class ConfigFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws UserException NO_INPUT when there is none; CONFIG for an unknown or repeated key or a
   *     value that is not allowed, with its line
   */
  static Map<TrainOption, String> read(String name) {
    Path path = Paths.local(name, ExitCode.NO_INPUT);
    if (Files.isDirectory(path)) {
      throw UserException.of(
          ExitCode.NO_INPUT, name + ": is a folder; --config takes a properties file");
    }
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      throw UserException.of(
          ExitCode.NO_INPUT, name + ": there is no such configuration file; check the path", e);
    } catch (AccessDeniedException e) {
      throw UserException.of(
          ExitCode.PERMISSION, name + ": may not be read; check its owner and mode", e);
    } catch (CharacterCodingException e) {
      throw UserException.of(
          ExitCode.CONFIG, name + ": is not UTF-8; save it as UTF-8, for example with iconv", e);
    } catch (IOException e) {
      throw UserException.of(
          ExitCode.IO, name + ": cannot be read: " + e + "; check the path and the disk", e);
    }
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(BYTE_ORDER_MARK.length());
    }
    Path folder = path.toAbsolutePath().getParent();
    String conf = folder == null ? "." : folder.toString();
    Map<TrainOption, String> values = new EnumMap<>(TrainOption.class);
    Entries entries = new Entries(name, conf, values);
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(lines[i]);
      while (!isComment(lines[first]) && continues(lines[i]) && i + 1 < lines.length) {
        logical.append('\n').append(lines[++i]);
      }
      entries.add(logical.toString(), first + 1);
    }
    return values;
  }

  private static boolean isComment(String line) {
    String bare = line.stripLeading();
    return bare.startsWith("#") || bare.startsWith("!");
  }

  private static boolean continues(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** Takes a logical line after the other, so that a mistake can be given its line. */
  private record Entries(String file, String conf, Map<TrainOption, String> values) {
    void add(String logicalLine, int line) {
      Properties properties = new Properties();
      try (Reader reader = new StringReader(logicalLine)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw wrong(line, "is not a line of a properties file: " + e.getMessage());
      }
      for (String key : properties.stringPropertyNames()) {
        TrainOption option = TrainOption.named(key);
        if (option == null) {
          List<String> names =
              Arrays.stream(TrainOption.values()).map(TrainOption::option).toList();
          throw wrong(
              line,
              "there is no key '"
                  + key
                  + "'; "
                  + Nearest.advice(key, names, "./submit.sh train --help"));
        }
        String value = properties.getProperty(key).strip().replace("${conf}", conf);
        if (!option.range().allows(value)) {
          throw wrong(line, key + " takes " + option.range().refusal(value));
        }
        if (values.put(option, value) != null) {
          throw wrong(line, "the key '" + key + "' stands in the file twice; keep one");
        }
      }
    }

    private UserException wrong(int line, String what) {
      return UserException.of(ExitCode.CONFIG, file + ":" + line + ": " + what);
    }
  }
}
