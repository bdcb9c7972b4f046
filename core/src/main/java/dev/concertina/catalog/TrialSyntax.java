package dev.concertina.catalog;

import dev.concertina.change.Numbering;
import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedExpression;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Makes statements of a user's texts, and lets none pass that holds more than it should: the texts
 * are executed.
 */
final class TrialSyntax {

  private static final String SYNTAX_ERROR = "42601";

  private final PostgresParser parser;

  TrialSyntax(PostgresParser parser) {
    this.parser = parser;
  }

  /** The text in parentheses, if it is exactly one expression. */
  Sql expression(String text) throws RefusedTrialException {
    try {
      ParsedExpression parsed = parser.parseExpression(text);
      return Sql.of("({})", Sql.verbatim(text.substring(parsed.start(), parsed.end())));
    } catch (SqlSyntaxException e) {
      throw refused(text, "an expression", e);
    }
  }

  Optional<Sql> optionalExpression(Optional<String> text) throws RefusedTrialException {
    return text.isEmpty() ? Optional.empty() : Optional.of(expression(text.get()));
  }

  /** ALTER TABLE … ADD COLUMN … DEFAULT … */
  Sql addColumn(QualifiedName table, Identifier column, String type, Optional<Sql> defaultValue)
      throws RefusedTrialException {
    Sql add = Sql.of("ALTER TABLE {} ADD COLUMN {} {}", table, column, Sql.verbatim(type.strip()));
    Sql whole = defaultValue.map(value -> Sql.of("{} DEFAULT {}", add, value)).orElse(add);
    Node definition = definition(whole, "AT_AddColumn", column, type);
    refuseSerial(definition, type);
    List<String> parts =
        definition.nodes("constraints").stream()
            .map(part -> part.text("contype").orElse(""))
            .toList();
    List<String> expected = defaultValue.isPresent() ? List.of("CONSTR_DEFAULT") : List.of();
    if (!parts.equals(expected)) {
      throw notAType(type);
    }
    return whole;
  }

  /** ALTER TABLE … ALTER COLUMN … TYPE … USING … */
  Sql alterType(QualifiedName table, Identifier column, String type, Optional<Sql> using)
      throws RefusedTrialException {
    Sql alter =
        Sql.of("ALTER TABLE {} ALTER COLUMN {} TYPE {}", table, column, Sql.verbatim(type.strip()));
    Sql whole = using.map(value -> Sql.of("{} USING {}", alter, value)).orElse(alter);
    Node definition = definition(whole, "AT_AlterColumnType", column, type);
    if (definition.fields().contains("raw_default") != using.isPresent()) {
      throw notAType(type);
    }
    return whole;
  }

  /** The column definition of the only command of the only statement. */
  private Node definition(Sql statement, String command, Identifier column, String type)
      throws RefusedTrialException {
    try {
      List<ParsedStatement> statements = parser.parse(statement.sql()).statements();
      List<Node> commands =
          statements.size() == 1 ? statements.get(0).tree().nodes("cmds") : List.of();
      if (commands.size() == 1
          && commands.get(0).text("subtype").filter(command::equals).isPresent()) {
        Node only = commands.get(0);
        Node definition = only.node("def").orElseThrow();
        String name = only.text("name").or(() -> definition.text("colname")).orElse("");
        if (name.equals(column.value())) {
          return definition;
        }
      }
      throw notAType(type);
    } catch (SqlSyntaxException e) {
      throw refused(type, "a type", e);
    }
  }

  private static void refuseSerial(Node definition, String type) throws RefusedTrialException {
    List<String> names = definition.node("typeName").orElseThrow().texts("names");
    if (names.size() == 1 && Numbering.serialType(names.get(0)).isPresent()) {
      throw new RefusedTrialException(
          SYNTAX_ERROR, type + " is not a type: it stands for a type, a sequence and a default");
    }
  }

  private static RefusedTrialException notAType(String type) {
    return new RefusedTrialException(SYNTAX_ERROR, "\"" + type + "\" is not a type alone");
  }

  private static RefusedTrialException refused(String text, String kind, SqlSyntaxException e) {
    return new RefusedTrialException(
        SYNTAX_ERROR, "\"" + text + "\" is not " + kind + ": " + e.getMessage(), e);
  }
}
