package dev.concertina.source.directive;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.parser.Comment;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directives of a script, each with the statement that directly follows it. Other comments may
 * stand between; a place that leaves a doubt about the statement is refused.
 */
public final class Directives {

  private final Map<ParsedStatement, StatementDirectives> byStatement;

  private Directives(Map<ParsedStatement, StatementDirectives> byStatement) {
    this.byStatement = Map.copyOf(byStatement);
  }

  /**
   * Reads all directives of a script.
   *
   * @throws MigrationException if one is unknown, malformed, doubled or at a place where no
   *     statement can be its own
   */
  public static Directives read(ParsedScript script, String file, PostgresParser parser) {
    Map<ParsedStatement, List<DirectiveComment>> comments = new HashMap<>();
    int next = 0;
    for (Comment comment : script.comments()) {
      while (next < script.statements().size()
          && script.statements().get(next).start() <= comment.start()) {
        next++;
      }
      Optional<DirectiveComment> directive = DirectiveComment.of(comment, script.sql());
      if (directive.isPresent()) {
        comments
            .computeIfAbsent(owner(comment, next, script, file), s -> new ArrayList<>())
            .add(directive.get());
      }
    }
    Map<ParsedStatement, StatementDirectives> read = new HashMap<>();
    comments.forEach(
        (statement, own) -> read.put(statement, new DirectiveParser(parser, file).parse(own)));
    return new Directives(read);
  }

  /** What stands before the statement. */
  public StatementDirectives of(ParsedStatement statement) {
    return byStatement.getOrDefault(statement, StatementDirectives.NONE);
  }

  /** The statement at the index is the next one behind the comment; there may be none. */
  private static ParsedStatement owner(
      Comment comment, int next, ParsedScript script, String file) {
    if (next > 0) {
      int end = endWithSemicolon(script.statements().get(next - 1), script);
      if (comment.start() < end) {
        throw misplaced("A directive stands inside a statement", comment, file);
      }
      if (!script.sql().substring(end, comment.start()).contains("\n")) {
        throw misplaced("A directive stands behind a statement on the same line", comment, file);
      }
    }
    if (next == script.statements().size()) {
      throw misplaced("No statement follows the directive", comment, file);
    }
    return script.statements().get(next);
  }

  private static int endWithSemicolon(ParsedStatement statement, ParsedScript script) {
    return script.tokensFrom(statement.end()).stream()
        .filter(token -> token.is(";"))
        .findFirst()
        .map(Token::end)
        .orElse(script.sql().length());
  }

  private static MigrationException misplaced(String what, Comment comment, String file) {
    return new MigrationException(
        "misplaced-directive",
        what + ", so it is not clear which one it means.",
        "Put it on a line of its own directly before the statement that it belongs to.",
        new Origin(file, comment.line(), ""));
  }
}
