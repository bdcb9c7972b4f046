package dev.concertina.hazard.read;

import dev.concertina.hazard.Names;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of which a query may read every row. */
final class WholeReads {

  private WholeReads() {}

  /** Of a query, which may be a part of the statement. */
  static List<Action> of(Node query, Piece statement) {
    return tables(query, Set.of())
        .filter(table -> !Names.isOfServer(table))
        .distinct()
        .<Action>map(table -> new TableAction.ReadWhole(table, statement.span()))
        .toList();
  }

  /**
   * What a query reads.
   *
   * @param named the queries of WITH that it can see: their names are no tables
   */
  private static Stream<QualifiedName> tables(Node query, Set<String> named) {
    if (!query.is("SelectStmt") || query.node("limitCount").isPresent() || Bounds.areOf(query)) {
      return Stream.empty();
    }
    List<Node> with =
        query.node("withClause").stream().flatMap(clause -> clause.nodes("ctes").stream()).toList();
    Set<String> seen =
        Stream.concat(named.stream(), with.stream().flatMap(each -> each.text("ctename").stream()))
            .collect(Collectors.toSet());
    Stream<Node> queries =
        Stream.concat(
            with.stream().flatMap(each -> each.node("ctequery").stream()),
            Stream.of("larg", "rarg").flatMap(side -> query.node(side).stream()));
    return Stream.concat(
        queries.flatMap(each -> tables(each, seen)),
        query.nodes("fromClause").stream().flatMap(source -> sources(source, seen)));
  }

  private static Stream<QualifiedName> sources(Node source, Set<String> named) {
    if (source.is("JoinExpr")) {
      return Stream.of("larg", "rarg")
          .flatMap(side -> source.node(side).stream())
          .flatMap(side -> sources(side, named));
    }
    if (source.is("RangeVar")) {
      boolean isNamed =
          source.text("schemaname").isEmpty()
              && source.text("relname").filter(named::contains).isPresent();
      return isNamed ? Stream.empty() : Stream.of(TreeNames.of(source));
    }
    return source.node("subquery").stream().flatMap(query -> tables(query, named));
  }
}
