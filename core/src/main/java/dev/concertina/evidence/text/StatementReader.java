package dev.concertina.evidence.text;

import dev.concertina.evidence.StatementText;
import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.parser.Token;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the text of a live statement under {@code standard_conforming_strings = on}, whatever it
 * was written under, and accepts exactly one statement. Thread-safe.
 */
public final class StatementReader {

  /** Longer ones are generated data, not questions, and the grammar's memory is limited. */
  private static final int LONGEST = 1 << 20;

  private static final String COMMAND =
      "It is a command and no query: what it touches is not analysed.";

  private static final Set<String> QUERIES =
      Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

  /** The grammar gives these no place for the name of a relation or for a query. */
  private static final Set<String> IDLE =
      Set.of(
          "AlterDatabaseSetStmt",
          "AlterDatabaseStmt",
          "AlterRoleSetStmt",
          "AlterRoleStmt",
          "AlterSystemStmt",
          "CheckPointStmt",
          "ClosePortalStmt",
          "ConstraintsSetStmt",
          "CreateRoleStmt",
          "CreatedbStmt",
          "DeallocateStmt",
          "DiscardStmt",
          "DropRoleStmt",
          "DropdbStmt",
          "FetchStmt",
          "GrantRoleStmt",
          "ListenStmt",
          "NotifyStmt",
          "TransactionStmt",
          "UnlistenStmt",
          "VariableSetStmt",
          "VariableShowStmt");

  /** The grammar takes milliseconds, and a gate asks for the same statements again and again. */
  private static final int REMEMBERED = 500;

  private final Map<String, Reading> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final PostgresParser parser;
  private final Mending mending = new Mending();

  public StatementReader(PostgresParser parser) {
    this.parser = parser;
  }

  /** Never fails: what cannot be read is {@link Reading.Unreadable}. */
  public Reading read(StatementText text) {
    if (text instanceof StatementText.Shown shown) {
      Reading known = remembered.get(shown.sql());
      if (known == null) {
        known = read(shown.sql());
        remembered.put(shown.sql(), known);
      }
      return known;
    }
    return new Reading.Unreadable(
        text instanceof StatementText.Hidden
            ? "Its text is hidden from this role. Let an administrator run: GRANT"
                + " pg_read_all_stats TO the role that Concertina uses."
            : "pg_stat_statements has lost its text.");
  }

  /** As {@link #read(StatementText)}, of a text that is there. */
  Reading read(String sql) {
    if (sql.length() > LONGEST) {
      return new Reading.Unreadable("Its text is longer than " + LONGEST + " characters.");
    }
    try {
      String mended = mending.mend(sql, parser.tokens(sql));
      return read(parser.parse(mended));
    } catch (SqlSyntaxException e) {
      return idleIfNormalised(sql).orElseGet(() -> refused(sql, e));
    }
  }

  private Reading read(ParsedScript script) {
    if (script.statements().size() != 1) {
      return new Reading.Unreadable(
          "Its text holds " + script.statements().size() + " statements where one is expected.");
    }
    ParsedStatement statement = script.statements().get(0);
    Node tree = statement.tree();
    if (IDLE.contains(tree.kind())) {
      return new Reading.Idle();
    }
    if (QUERIES.contains(tree.kind()) && tree.node("intoClause").isEmpty()) {
      return query(script, Command.NONE);
    }
    return new Unwrapping(script.tokensOf(statement))
        .inner(statement)
        .map(this::read)
        .or(() -> StandIn.of(tree).map(this::read))
        .or(() -> names(statement))
        .orElseGet(() -> new Reading.Unreadable(COMMAND));
  }

  /** A block, or the call of a procedure; in its arguments a constant may have been a name. */
  private static Optional<Reading> names(ParsedStatement statement) {
    Node tree = statement.tree();
    if (tree.is("DoStmt")) {
      return option(tree, "as")
          .map(
              body ->
                  new Reading.Names(
                      option(tree, "language").orElse("plpgsql"), body, false, COMMAND));
    }
    boolean isPlainCall =
        tree.is("CallStmt") && tree.descendants().filter(node -> node.is("FuncCall")).count() == 1;
    return isPlainCall
        ? Optional.of(new Reading.Names("sql", statement.text(), true, COMMAND))
        : Optional.empty();
  }

  private static Optional<String> option(Node tree, String name) {
    return tree.nodes("args").stream()
        .filter(option -> option.text("defname").orElse("").equals(name))
        .findFirst()
        .flatMap(option -> option.text("arg"));
  }

  private Reading read(StandIn standIn) {
    return query(parser.parse(standIn.sql().sql()), standIn.command());
  }

  private static Reading query(ParsedScript script, Command command) {
    ParsedStatement statement = script.statements().get(0);
    List<Token> tokens = script.tokensOf(statement);
    int parameters =
        tokens.stream()
            .filter(token -> token.kind() == Token.Kind.PARAMETER)
            .mapToInt(token -> Parameters.number(token.text()))
            .max()
            .orElse(0);
    return parameters > Parameters.MOST
        ? new Reading.Unreadable("It has the parameter $" + parameters + ".")
        : new Reading.Query(statement.text(), statement.tree(), tokens, parameters, command);
  }

  /**
   * From PostgreSQL 17 on, constants of utility commands are taken out of places where no parameter
   * may stand: {@code SET x = $1}, {@code SAVEPOINT $1}.
   */
  private Optional<Reading> idleIfNormalised(String sql) {
    boolean idle =
        Stream.of("x", "'x'", "1")
            .flatMap(stand -> normalised(sql, stand).stream())
            .anyMatch(tree -> IDLE.contains(tree.kind()));
    return idle ? Optional.of(new Reading.Idle()) : Optional.empty();
  }

  /** The tree of the one statement that the text is with the stand-in for each parameter. */
  private Optional<Node> normalised(String sql, String stand) {
    try {
      ParsedScript script = parser.parse(Parameters.replaceAll(sql, parser.tokens(sql), stand));
      return script.statements().size() == 1
          ? Optional.of(script.statements().get(0).tree())
          : Optional.empty();
    } catch (SqlSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Reading refused(String sql, SqlSyntaxException e) {
    boolean cut = e.offset() >= sql.strip().length() || e.offset() < 0;
    return new Reading.Unreadable(
        cut
            ? "Its text ends in the middle (" + e.getMessage() + "): it may have been cut off."
            : "PostgreSQL's grammar refuses its text: " + e.getMessage() + ".");
  }
}
