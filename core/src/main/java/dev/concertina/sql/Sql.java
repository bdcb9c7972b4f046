package dev.concertina.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL built from a constant template and parts that quote themselves. There is no way to
 * place a plain string into a template: a value goes in as {@link #literal}, a name as {@link
 * Identifier}, and text that PostgreSQL wrote or parsed as {@link #verbatim}.
 */
public record Sql(String sql) implements SqlPart {

  private static final String HOLE = "{}";

  /**
   * Fills each {@code {}} of the template with the next part.
   *
   * @throws IllegalArgumentException if holes and parts differ in number
   */
  public static Sql of(@CompileTimeConstant final String template, SqlPart... parts) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (SqlPart part : parts) {
      int hole = template.indexOf(HOLE, from);
      if (hole < 0) {
        throw new IllegalArgumentException("more parts than holes in: " + template);
      }
      out.append(template, from, hole).append(part.sql());
      from = hole + HOLE.length();
    }
    if (template.indexOf(HOLE, from) >= 0) {
      throw new IllegalArgumentException("more holes than parts in: " + template);
    }
    return new Sql(out.append(template.substring(from)).toString());
  }

  /**
   * Text that is SQL already: deparsed by PostgreSQL, or a part of the user's migration that the
   * parser found to be one whole statement, expression or type.
   */
  public static Sql verbatim(String text) {
    return new Sql(text);
  }

  /**
   * A string constant. Engine sessions pin {@code standard_conforming_strings = on}, under which
   * doubling the quote is all that is needed ("String Constants" in the documentation).
   */
  public static Sql literal(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a string constant must not contain a zero character");
    }
    return new Sql('\'' + value.replace("'", "''") + '\'');
  }

  /** A whole number constant. */
  public static Sql number(long value) {
    return new Sql(Long.toString(value));
  }

  /** The text as a dollar-quoted constant whose tag does not occur in it. */
  public static Sql dollarQuoted(SqlPart body) {
    String tag = "$concertina$";
    for (int i = 1; body.sql().contains(tag); i++) {
      tag = "$concertina" + i + "$";
    }
    return new Sql(tag + body.sql() + tag);
  }

  /** The parts with the separator between them. */
  public static Sql join(
      @CompileTimeConstant final String separator, List<? extends SqlPart> parts) {
    return new Sql(parts.stream().map(SqlPart::sql).collect(Collectors.joining(separator)));
  }

  @Override
  public String toString() {
    return sql;
  }
}
