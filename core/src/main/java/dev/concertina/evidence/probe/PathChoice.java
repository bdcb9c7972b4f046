package dev.concertina.evidence.probe;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which search paths a question is asked: that of its role; those that begin with the schema
 * of a watched relation that it may mean, or with one that has a function which it may call; and if
 * it means nothing under them, those that begin with a schema in which one of its names is found.
 * An application may have set any of them.
 */
final class PathChoice {

  /** Beyond it, schemas are tenants of one application, and one stands for all. */
  private static final int MOST = 8;

  private final SearchPaths paths;
  private final Collection<QualifiedName> watched;

  PathChoice(SearchPaths paths, Collection<QualifiedName> watched) {
    this.paths = paths;
    this.watched = List.copyOf(watched);
  }

  /** The paths to begin with, that of the role first. */
  Set<List<Identifier>> first(Question question) throws SQLException {
    List<Identifier> own = paths.of(question.user());
    Set<List<Identifier>> chosen = new LinkedHashSet<>(List.of(own));
    Set<String> names = unqualified(question);
    for (QualifiedName relation : watched) {
      if (names.contains(relation.name().value())) {
        chosen.add(beginning(relation.schema(), own));
      }
    }
    functionsElsewhere(question, own).map(schema -> beginning(schema, own)).forEach(chosen::add);
    return chosen;
  }

  private Stream<Identifier> functionsElsewhere(Question question, List<Identifier> own)
      throws SQLException {
    Set<Identifier> schemas = new LinkedHashSet<>();
    for (String name : called(question)) {
      schemas.addAll(paths.withFunction(name, question.user()));
    }
    return schemas.stream().filter(schema -> !own.contains(schema)).limit(MOST);
  }

  /** The functions that it names without a schema. */
  private static Set<String> called(Question question) {
    return question
        .query()
        .tree()
        .descendants()
        .filter(node -> node.is("FuncCall"))
        .flatMap(PathChoice::unqualified)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Further paths for a question that meant nothing under the first ones. */
  Set<List<Identifier>> further(Question question) throws SQLException {
    List<Identifier> own = paths.of(question.user());
    Map<String, List<Identifier>> elsewhere = paths.elsewhere(List.copyOf(unqualified(question)));
    return elsewhere.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(schema -> !own.contains(schema))
        .limit(MOST)
        .map(schema -> beginning(schema, own))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The relations, functions and types that it names without a schema. */
  private static Set<String> unqualified(Question question) {
    return question
        .query()
        .tree()
        .descendants()
        .flatMap(PathChoice::unqualified)
        .collect(Collectors.toSet());
  }

  private static Stream<String> unqualified(Node node) {
    return switch (node.kind()) {
      case "RangeVar" ->
          node.text("schemaname").isEmpty() ? node.text("relname").stream() : Stream.empty();
      case "FuncCall" -> alone(node.texts("funcname"));
      case "TypeName" -> alone(node.texts("names"));
      default -> Stream.empty();
    };
  }

  private static Stream<String> alone(List<String> names) {
    return names.size() == 1 ? names.stream() : Stream.empty();
  }

  private static List<Identifier> beginning(Identifier schema, List<Identifier> path) {
    List<Identifier> schemas = new ArrayList<>(List.of(schema));
    path.stream().filter(other -> !other.equals(schema)).forEach(schemas::add);
    return List.copyOf(schemas);
  }
}
