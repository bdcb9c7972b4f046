package dev.concertina.lint.text;

import java.util.List;

/**
 * Where the statements of a text stand and what between them is no SQL, told by quotes, comments
 * and semicolons alone. It works on any text: the grammar refuses psql's commands, data of COPY and
 * placeholders, so they have to be found without it.
 *
 * @param statements from the first to the last token, without the semicolon
 * @param comments with their markers
 * @param foreign psql's commands and the data of COPY
 * @param quoted strings, quoted names and dollar-quoted texts, with their quotes
 */
public record Outline(
    List<Stretch> statements, List<Stretch> comments, List<Stretch> foreign, List<Stretch> quoted) {

  /**
   * A piece of the text.
   *
   * @param start char offset of its first char
   * @param end char offset behind its last char
   */
  public record Stretch(int start, int end) {

    public int length() {
      return end - start;
    }

    /** The piece itself. */
    public String of(String text) {
      return text.substring(start, end);
    }
  }

  public Outline {
    statements = List.copyOf(statements);
    comments = List.copyOf(comments);
    foreign = List.copyOf(foreign);
    quoted = List.copyOf(quoted);
  }

  /** The outline of a text, whatever it holds. */
  public static Outline of(String text) {
    return new OutlineScanner(text).scan();
  }
}
