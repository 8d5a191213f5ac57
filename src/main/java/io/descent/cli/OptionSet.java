package io.descent.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a command. Every option takes one value; flags may be bare. Values are texts;
 * whoever asks for them checks them.
 */
final class OptionSet {
  /** A longer one is broken in the middle of its words; in the description they stay whole. */
  private static final int LONGEST_LABEL = 70;

  private final String command;
  private final String summary;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private @Nullable Option positional;

  /** What is said of an option. */
  record Option(String name, String label, String help, boolean flag) {}

  private OptionSet(String command, String summary) {
    this.command = command;
    this.summary = summary;
  }

  static OptionSet of(String command, String summary) {
    return new OptionSet(command, summary).addFlag("help", "Print this help.");
  }

  /** Adds an option; the help shows label, description and default. */
  OptionSet add(String name, String label, String help) {
    if (label.length() > LONGEST_LABEL) {
      return add(name, "NAME", help + " One of " + label.replace("|", ", ") + ".");
    }
    options.put(name, new Option(name, label, help, false));
    return this;
  }

  /** Adds a boolean that may be given bare. */
  OptionSet addFlag(String name, String help) {
    options.put(name, new Option(name, "true|false", help, true));
    return this;
  }

  /** Takes a word that is no option. */
  OptionSet addPositional(String label, String help) {
    positional = new Option("", label, help, false);
    return this;
  }

  /**
   * The options that were given, without dashes, in the order of declaration; a positional under
   * the empty name.
   *
   * @throws io.descent.error.UserException USAGE for an unknown option, with the nearest, or one
   *     that has no value or two
   */
  Map<String, String> parse(List<String> args) {
    Map<String, String> plain = plain(args);
    return plain == null ? grammar().parse(args) : plain;
  }

  void printHelp(PrintWriter out) {
    grammar().printHelp(out);
  }

  /** The judge of every line. */
  OptionGrammar grammar() {
    OptionGrammar grammar = OptionGrammar.of(command, summary);
    options.values().forEach(grammar::add);
    if (positional != null) {
      grammar.addPositional(positional);
    }
    return grammar;
  }

  /** What a line says of which nothing is in doubt; null of any other. */
  private @Nullable Map<String, String> plain(List<String> args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String word = args.get(i);
      int equals = word.indexOf('=');
      Option option = word.startsWith("--") ? options.get(name(word, equals)) : null;
      if (option == null) {
        return null;
      }
      String next = i + 1 < args.size() ? args.get(i + 1) : "";
      String value;
      if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (option.flag()) {
        boolean hasValue = next.equals("true") || next.equals("false");
        value = hasValue ? next : "true";
        i += hasValue ? 1 : 0;
      } else {
        value = next;
        i++;
      }
      if (!isPlain(value) || given.put(option.name(), value) != null) {
        return null;
      }
    }
    Map<String, String> inOrder = new LinkedHashMap<>();
    for (String name : options.keySet()) {
      String value = given.get(name);
      if (value != null) {
        inOrder.put(name, value);
      }
    }
    return inOrder;
  }

  private static String name(String word, int equals) {
    return word.substring(2, equals < 0 ? word.length() : equals);
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty() && value.charAt(0) != '-' && value.indexOf('"') < 0;
  }
}
