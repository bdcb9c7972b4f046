package dev.concertina.source.fragment;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedExpression;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;

/**
 * Reads pieces of SQL, wherever a migration holds them: a directive, a field in YAML, a part of a
 * statement. A piece that passes is one whole: placed into a statement, it cannot end it or begin
 * another. Safe for any thread.
 */
public final class Fragments {

  private final PostgresParser parser;

  public Fragments(PostgresParser parser) {
    this.parser = parser;
  }

  /**
   * One expression, without comments around it.
   *
   * @throws FragmentException if it is none, or the bare word DEFAULT, which only INSERT and UPDATE
   *     can use
   */
  public Fragment expression(String text) throws FragmentException {
    ParsedExpression parsed = parsed(text);
    if (parsed.tree().descendants().anyMatch(node -> node.is("SetToDefault"))) {
      throw new FragmentException("DEFAULT has no meaning here", 1);
    }
    return new Fragment(
        parsed.render(column -> text.substring(column.start(), column.end())), parsed.tree());
  }

  /**
   * One type, with its modifiers and array bounds.
   *
   * @throws FragmentException if it is none
   */
  public Fragment type(String text) throws FragmentException {
    Node cast = parsed("CAST(NULL AS " + text + "\n)").tree();
    boolean ofNull = cast.node("arg").filter(arg -> arg.flag("isnull")).isPresent();
    return cast.node("typeName")
        .filter(type -> ofNull)
        .map(type -> new Fragment(text.strip(), type))
        .orElseThrow(() -> new FragmentException("it is not one type", 1));
  }

  private ParsedExpression parsed(String text) throws FragmentException {
    try {
      return parser.parseExpression(text);
    } catch (SqlSyntaxException e) {
      FragmentException refused =
          new FragmentException(String.valueOf(e.getMessage()), Math.max(1, e.line()));
      refused.initCause(e);
      throw refused;
    }
  }
}
