package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Query;
import dev.concertina.hazard.model.Query.Output;
import dev.concertina.hazard.model.Query.Reference;
import dev.concertina.hazard.model.Type;
import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which columns a query reads and gives ("SELECT" in the documentation). For one query. */
final class QueryReader {

  private final List<Reference> references = new ArrayList<>();

  private QueryReader() {}

  /** Reads a query. */
  static Query read(Node select) {
    QueryReader reader = new QueryReader();
    Optional<List<Output>> outputs = reader.query(select, Scope.outermost());
    return new Query(outputs, reader.references);
  }

  private Optional<List<Output>> query(Node select, Scope outer) {
    if (!select.is("SelectStmt")) {
      return Optional.empty();
    }
    Scope scope = new Scope(outer);
    select.node("withClause").ifPresent(with -> withQueries(with, scope));
    if (select.node("larg").isPresent()) {
      Optional<List<Output>> left = query(select.node("larg").get(), scope);
      select.node("rarg").ifPresent(right -> query(right, scope));
      return left.map(QueryReader::named);
    }
    select.nodes("fromClause").forEach(source -> from(source, scope));
    List<Node> targets = select.nodes("targetList");
    select.fields().stream()
        .filter(field -> !List.of("withClause", "fromClause").contains(field))
        .forEach(field -> walk(select, field, scope));
    return targets.isEmpty() ? Optional.empty() : outputs(targets, scope);
  }

  /** Both sides of UNION give the columns; their type is found by all of them. */
  private static List<Output> named(List<Output> outputs) {
    return outputs.stream()
        .map(output -> new Output(output.name(), Optional.empty(), Optional.empty()))
        .toList();
  }

  private void withQueries(Node with, Scope scope) {
    for (Node query : with.nodes("ctes")) {
      String name = query.text("ctename").orElse("");
      if (with.flag("recursive")) {
        scope.name(name, Optional.empty());
      }
      Optional<List<Output>> outputs = query.node("ctequery").flatMap(inner -> query(inner, scope));
      scope.name(name, given(outputs, query.texts("aliascolnames")));
    }
  }

  private void from(Node source, Scope scope) {
    Optional<Node> alias = source.node("alias");
    List<String> columns = alias.map(given -> given.texts("colnames")).orElse(List.of());
    String name = alias.flatMap(given -> given.text("aliasname")).orElse("");
    switch (source.kind()) {
      case "RangeVar" -> scope.table(source, name, columns);
      case "RangeSubselect" ->
          scope.derived(
              name, given(source.node("subquery").flatMap(inner -> query(inner, scope)), columns));
      case "JoinExpr" -> {
        Stream.of("larg", "rarg")
            .flatMap(side -> source.node(side).stream())
            .forEach(side -> from(side, scope));
        scope.join(source.texts("usingClause"), source.flag("isNatural"));
        source.texts("usingClause").forEach(shared -> scope.find(List.of(shared), references));
        source.node("quals").ifPresent(condition -> walk(condition, scope));
      }
      default -> {
        scope.derived(name, Optional.empty());
        walk(source, scope);
      }
    }
  }

  /** The names of what a query in brackets gives; empty if one of them is not known. */
  private static Optional<List<String>> given(
      Optional<List<Output>> outputs, List<String> aliases) {
    return outputs
        .filter(known -> known.stream().allMatch(output -> output.name().isPresent()))
        .map(known -> known.stream().map(output -> output.name().orElseThrow()).toList())
        .filter(names -> !names.contains(Query.ALL) || !aliases.isEmpty())
        .map(names -> aliases.size() >= names.size() ? aliases : names);
  }

  private void walk(Node node, Scope scope) {
    if (node.is("SelectStmt")) {
      query(node, scope);
    } else if (node.is("ColumnRef")) {
      Scope.parts(node)
          .ifPresentOrElse(
              parts -> scope.find(parts, references), () -> scope.all(node, references));
    } else {
      node.fields().forEach(field -> walk(node, field, scope));
    }
  }

  private void walk(Node node, String field, Scope scope) {
    node.node(field)
        .ifPresentOrElse(
            child -> walk(child, scope),
            () -> node.nodes(field).forEach(child -> walk(child, scope)));
  }

  private static Optional<List<Output>> outputs(List<Node> targets, Scope scope) {
    List<Output> outputs = new ArrayList<>();
    for (Node target : targets) {
      Node value = target.node("val").orElse(target);
      if (value.is("ColumnRef") && Scope.parts(value).isEmpty()) {
        Optional<List<Output>> all = scope.allOutputs(value);
        if (all.isEmpty()) {
          return Optional.empty();
        }
        outputs.addAll(all.get());
      } else {
        outputs.add(output(target, value, scope));
      }
    }
    return Optional.of(outputs);
  }

  private static Output output(Node target, Node value, Scope scope) {
    List<Reference> found = new ArrayList<>();
    if (value.is("ColumnRef")) {
      Scope.parts(value).ifPresent(parts -> scope.find(parts, found));
    }
    return new Output(
        target.text("name").or(() -> OutputNames.of(value)),
        found.stream().findFirst(),
        type(value));
  }

  private static Optional<Type> type(Node value) {
    if (value.is("TypeCast")) {
      return value.node("typeName").map(Types::of);
    }
    boolean counts = value.is("FuncCall") && value.texts("funcname").contains("count");
    return counts ? Optional.of(Type.named("int8")) : Optional.empty();
  }
}
