package dev.concertina.cli.render;

/**
 * Weight and colour for people.
 *
 * @param colours whether to write any; without, every method returns its text unchanged
 */
public record Style(boolean colours) {

  /** Takes away what stands in the line, the sign of Ctrl-C behind a progress bar for instance. */
  public static final String CLEAR_LINE = "\r\u001b[K";

  /** Lets a terminal cut off what does not fit into the line, until {@link #WRAP}. */
  public static final String CUT = "\u001b[?7l";

  /** Ends {@link #CUT}. */
  public static final String WRAP = "\u001b[?7h";

  public String bold(String text) {
    return wrap("1", text);
  }

  public String dim(String text) {
    return wrap("2", text);
  }

  public String red(String text) {
    return wrap("31", text);
  }

  public String green(String text) {
    return wrap("32", text);
  }

  public String yellow(String text) {
    return wrap("33", text);
  }

  public String cyan(String text) {
    return wrap("36", text);
  }

  private String wrap(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
