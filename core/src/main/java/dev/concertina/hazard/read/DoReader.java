package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DO: the statements that stand in its body as they are, or whole in quotes behind EXECUTE. What it
 * puts together stays hidden.
 */
final class DoReader {

  private static final Pattern DYNAMIC =
      Pattern.compile("(?i)\\bEXECUTE\\b(?!\\s+(?:FUNCTION|PROCEDURE))");

  private static final Pattern CONSTANT =
      Pattern.compile("(?is)\\bEXECUTE\\s+'((?:[^']|'')*+)'\\s*;");

  /** From a verb of SQL to the end of the statement; text in quotes may hold a semicolon. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)(?<=^|\\s)(?:ALTER|CREATE|DROP|UPDATE|DELETE|INSERT|TRUNCATE|REINDEX|LOCK|GRANT"
              + "|REVOKE|RENAME|REFRESH|CLUSTER|SET)\\s(?:'[^']*'|[^;'])*+(?=;)");

  private final PostgresParser parser;
  private final StatementReader reader;

  DoReader(PostgresParser parser, StatementReader reader) {
    this.parser = parser;
    this.reader = reader;
  }

  List<Action> read(Piece statement) {
    String body =
        statement.tree().nodes("args").stream()
            .filter(option -> option.text("defname").orElse("").equals("as"))
            .flatMap(option -> option.text("arg").stream())
            .findFirst()
            .orElse("");
    List<Action> actions = new ArrayList<>();
    boolean hidden = false;
    Matcher constant = CONSTANT.matcher(body);
    while (constant.find()) {
      hidden |= !add(constant.group(1).replace("''", "'"), statement, actions);
    }
    String rest = constant.replaceAll("");
    hidden |= DYNAMIC.matcher(rest).find();
    Matcher found = STATEMENT.matcher(rest);
    while (found.find()) {
      hidden |= !add(found.group(), statement, actions);
    }
    actions.add(new SessionAction.Opaque("DO", hidden, statement.span()));
    return actions;
  }

  /** Whether the text could be read; then its actions stand for it, at the place of the DO. */
  private boolean add(String sql, Piece statement, List<Action> actions) {
    try {
      ParsedScript parsed = parser.parse(sql);
      parsed.statements().stream()
          .map(each -> new Piece(each.tree(), parsed.tokens(), Optional.of(statement.span())))
          .map(reader::read)
          .forEach(actions::addAll);
      return true;
    } catch (SqlSyntaxException e) {
      return false;
    }
  }
}
