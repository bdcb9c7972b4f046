package dev.concertina.source.read;

import dev.concertina.change.CreateIndex;
import dev.concertina.parser.Node;
import dev.concertina.parser.Token;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE INDEX}, always built concurrently. IF NOT EXISTS is cut: with it, PostgreSQL would
 * skip the build where an interrupted one left an invalid index ("CREATE INDEX" in its
 * documentation).
 */
final class CreateIndexReader implements StatementReader {

  private static final String WHAT = "CREATE INDEX";

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    Node table = tree.node("relation").orElseThrow();
    Optional<String> name = tree.text("idxname");
    if (name.isEmpty()) {
      return new Reading.Refused(
          Refusal.always(
              WHAT + " without a name",
              "a build that was interrupted could not be found again",
              "Give the index a name."));
    }
    Optional<Refusal> problem = Tables.problem(WHAT, table, false);
    if (problem.isPresent()) {
      Refusal refusal = problem.get();
      return new Reading.Refused(Refusal.always(refusal.what(), refusal.why(), refusal.instead()));
    }
    return Reading.of(
        new CreateIndex(
            Tables.of(table),
            name.map(Identifier::new),
            tree.flag("unique"),
            concurrently(statement.tokens(), tree),
            definition(statement.tokens().from(table.offset().orElseThrow()), table),
            Optional.empty(),
            statement.origin()));
  }

  /** Behind the table's name, of one part or two, and the {@code *} that it may have. */
  private static Sql definition(Tokens fromTable, Node table) {
    int behind = table.fields().contains("schemaname") ? 3 : 1;
    if (fromTable.list().get(behind).is("*")) {
      behind++;
    }
    return Sql.verbatim(fromTable.from(fromTable.list().get(behind).start()).text());
  }

  private static Sql concurrently(Tokens tokens, Node tree) {
    int at = tree.flag("unique") ? 2 : 1;
    Token index = tokens.list().get(at);
    int name = at + 1;
    if (tree.flag("concurrent")) {
      name++;
    }
    if (tree.flag("if_not_exists")) {
      name += List.of("IF", "NOT", "EXISTS").size();
    }
    String head = tokens.until(index.end()).text();
    String rest = tokens.from(tokens.list().get(name).start()).text();
    return Sql.of("{} CONCURRENTLY {}", Sql.verbatim(head), Sql.verbatim(rest));
  }
}
