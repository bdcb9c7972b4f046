package dev.concertina.cli;

import dev.concertina.cli.render.Style;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets no control character of a name, a statement or a message reach the terminal: it is written
 * as an escape that JSON understands too. What the program itself writes passes: line ends, tabs,
 * weight and colour, and the clearing of a line that a narrow terminal cuts off.
 */
final class SafeWriter extends FilterWriter {

  private static final Set<String> DRAWN_OVER =
      Set.of(Style.CLEAR_LINE, Style.CLEAR_LINE + Style.CUT, Style.WRAP);

  private static final Pattern CONTROL =
      Pattern.compile(
          "%s(?:%s)?|%s"
                  .formatted(
                      Pattern.quote(Style.CLEAR_LINE),
                      Pattern.quote(Style.CUT),
                      Pattern.quote(Style.WRAP))
              + "|\r\n|\u001b\\[[0-9]{1,2}m|[\\p{Cntrl}&&[^\n\t]]|[\u0080-\u009f]");

  private static final Set<String> WEIGHT_AND_COLOUR =
      Set.of(
          "\u001b[0m",
          "\u001b[1m",
          "\u001b[2m",
          "\u001b[31m",
          "\u001b[32m",
          "\u001b[33m",
          "\u001b[36m");

  private final boolean terminal;

  /**
   * @param terminal whether escapes of the program itself may pass
   */
  SafeWriter(Writer out, boolean terminal) {
    super(out);
    this.terminal = terminal;
  }

  @Override
  public void write(int character) throws IOException {
    out.write(safe(String.valueOf((char) character)));
  }

  @Override
  public void write(char[] text, int start, int length) throws IOException {
    out.write(safe(new String(text, start, length)));
  }

  @Override
  public void write(String text, int start, int length) throws IOException {
    out.write(safe(text.substring(start, start + length)));
  }

  private String safe(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(safe(found.group(), terminal)));
  }

  private static String safe(String found, boolean terminal) {
    boolean own = DRAWN_OVER.contains(found) || WEIGHT_AND_COLOUR.contains(found);
    if (found.equals("\r\n") || (terminal && own)) {
      return found;
    }
    StringBuilder shown = new StringBuilder();
    found
        .chars()
        .forEach(
            c ->
                shown.append(
                    Character.isISOControl(c)
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c)));
    return shown.toString();
  }
}
