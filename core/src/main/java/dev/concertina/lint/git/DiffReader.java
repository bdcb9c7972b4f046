package dev.concertina.lint.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a diff without context: which lines of which files are new. */
final class DiffReader {

  private static final Pattern HUNK =
      Pattern.compile("@@ -[0-9]+(?:,([0-9]+))? \\+([0-9]+)(?:,([0-9]+))? @@.*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3}|.)");
  private static final String NEW_NAME = "+++ ";

  private final Path root;
  private final Map<Path, FileLines> lines = new HashMap<>();
  private Optional<Path> file = Optional.empty();

  /** Lines of the open hunk that are still to come, which may look like anything. */
  private int rest;

  DiffReader(Path root) {
    this.root = root;
  }

  Map<Path, FileLines> read(String diff) {
    for (String each : diff.split("\n", -1)) {
      line(each);
    }
    return lines;
  }

  private void line(String line) {
    if (rest > 0 && (line.startsWith("+") || line.startsWith("-"))) {
      rest--;
    } else if (line.startsWith(NEW_NAME)) {
      file = name(line.substring(NEW_NAME.length()));
    } else {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int added = count(hunk.group(3));
        rest = count(hunk.group(1)) + added;
        int from = Integer.parseInt(hunk.group(2));
        file.map(path -> lines.computeIfAbsent(path, p -> new FileLines()))
            .ifPresent(own -> own.add(from, added));
      }
    }
  }

  private static int count(@Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private Optional<Path> name(String written) {
    String plain = written.endsWith("\t") ? written.substring(0, written.length() - 1) : written;
    String name = plain.startsWith("\"") ? unquoted(plain.substring(1, plain.length() - 1)) : plain;
    return name.startsWith("b/") ? Optional.of(root.resolve(name.substring(2))) : Optional.empty();
  }

  /** Git quotes names with odd characters as C does, byte by byte. */
  private static String unquoted(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(quoted);
    int from = 0;
    while (escape.find()) {
      bytes.writeBytes(quoted.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(meaning(escape.group(1)));
      from = escape.end();
    }
    bytes.writeBytes(quoted.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int meaning(String escaped) {
    if (escaped.length() == 3) {
      return Integer.parseInt(escaped, 8);
    }
    int known = "abtnvfr".indexOf(escaped.charAt(0));
    return known >= 0 ? '\007' + known : escaped.charAt(0);
  }
}
