package dev.concertina.hazard.read;

import dev.concertina.change.Origin;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Span;
import dev.concertina.hazard.Statement;
import dev.concertina.hazard.Unit;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.SessionAction.Opaque.Sight;
import dev.concertina.parser.Comment;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.Token;
import dev.concertina.source.DjangoNotice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads scripts. Safe for any thread. */
public final class UnitReader {

  private static final Pattern CONTRACT =
      Pattern.compile("(?is)concertina\\s*:\\s*phase\\s*=\\s*contract\\b.*");

  private final PostgresParser parser;
  private final StatementReader reader;

  public UnitReader(PostgresParser parser) {
    this.parser = parser;
    this.reader = new StatementReader(parser);
  }

  /**
   * The statements of a script and what they do.
   *
   * @throws dev.concertina.parser.SqlSyntaxException if PostgreSQL could not read it
   */
  public Unit read(Script script) {
    List<Statement> statements = read(script, parser.parse(script.text()));
    return new Unit(script, isWrapped(script, statements), statements);
  }

  private List<Statement> read(Script script, ParsedScript parsed) {
    List<Statement> statements = new ArrayList<>();
    Routines routines = new Routines(reader.bodies());
    int token = 0;
    int comment = 0;
    for (ParsedStatement each : parsed.statements()) {
      int first = token;
      while (parsed.tokens().get(first).start() < each.start()) {
        first++;
      }
      token = first;
      while (token < parsed.tokens().size() && parsed.tokens().get(token).end() <= each.end()) {
        token++;
      }
      boolean contract = false;
      while (comment < parsed.comments().size()
          && parsed.comments().get(comment).start() < each.end()) {
        contract |= saysContract(parsed.comments().get(comment++), each);
      }
      List<Token> tokens = parsed.tokens().subList(first, token);
      Piece piece = new Piece(each.tree(), tokens, Optional.empty());
      List<List<Action>> steps = routines.withCalled(piece, reader.steps(piece));
      statements.add(
          new Statement(
              new Origin(script.name(), each.line(), each.text()),
              new Span(each.start(), each.end()),
              contract,
              steps));
    }
    statements.addAll(hidden(script, parsed));
    statements.sort(Comparator.comparingInt(statement -> statement.span().start()));
    return statements;
  }

  /** Django's sqlmigrate writes a comment where an operation is code. */
  private static List<Statement> hidden(Script script, ParsedScript parsed) {
    List<Statement> hidden = new ArrayList<>();
    for (Comment comment : parsed.comments()) {
      if (comment.text().equals(DjangoNotice.NOT_SQL)) {
        Span span = new Span(comment.start(), comment.end());
        Origin origin =
            new Origin(
                script.name(), comment.line(), script.text().substring(span.start(), span.end()));
        hidden.add(
            new Statement(
                origin,
                span,
                false,
                List.of(List.of(new SessionAction.Opaque("Python", Sight.NOT_WHOLE, span)))));
      }
    }
    return hidden;
  }

  private static boolean saysContract(Comment comment, ParsedStatement statement) {
    return comment.start() < statement.start() && CONTRACT.matcher(comment.text()).matches();
  }

  private static boolean isWrapped(Script script, List<Statement> statements) {
    return switch (script.transaction()) {
      case WHOLE_SCRIPT -> true;
      case EACH_STATEMENT -> false;
      case ASSUMED -> statements.stream().noneMatch(UnitReader::speaksAgainst);
    };
  }

  /** A tool that wraps could not run this statement, or its author has seen to it. */
  private static boolean speaksAgainst(Statement statement) {
    return statement.actions().stream()
        .anyMatch(
            action ->
                action instanceof SessionAction.Begin
                    || action instanceof SessionAction.End
                    || action.refusesTransaction());
  }
}
