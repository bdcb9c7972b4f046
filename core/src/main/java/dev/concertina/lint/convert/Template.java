package dev.concertina.lint.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text beside this class with holes such as {@code {field}}. */
record Template(String text) {

  private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");

  static Template named(String name) {
    String file = name + ".txt";
    try (InputStream in = Template.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the template " + file + " was not packaged");
      }
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the last end of line: the text around it has one. */
  String part(DjangoNames names) {
    return filled(names).stripTrailing();
  }

  /** The parts of several, below each other. */
  <T> String forEach(List<T> all, Function<T, DjangoNames> names) {
    return all.stream().map(each -> part(names.apply(each))).collect(Collectors.joining("\n"));
  }

  /**
   * The text with a word in each hole.
   *
   * @throws IllegalStateException if a hole has no word
   */
  String filled(DjangoNames names) {
    return HOLE.matcher(text)
        .replaceAll(
            hole -> {
              if (!names.has(hole.group(1))) {
                throw new IllegalStateException("nothing to put into " + hole.group());
              }
              return Matcher.quoteReplacement(names.get(hole.group(1)));
            });
  }
}
