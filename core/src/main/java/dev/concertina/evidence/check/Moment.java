package dev.concertina.evidence.check;

import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.closure.RelationInfo;
import dev.concertina.evidence.probe.Sighting;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The twin at one moment: its facts, and the catalog around the statements. */
record Moment(Map<QualifiedName, TableFacts> facts, Closure closure) {

  TableFacts of(QualifiedName relation) {
    return facts.getOrDefault(relation, TableFacts.NOTHING);
  }

  Reach reach(Sighting.Understood meaning) throws SQLException {
    return closure.of(meaning.body().uses());
  }

  /** The names of columns by their numbers. */
  static Set<Identifier> names(RelationInfo relation, Set<Integer> numbers) {
    Set<Identifier> names = new HashSet<>();
    numbers.stream()
        .filter(relation.columns()::containsKey)
        .map(relation.columns()::get)
        .forEach(names::add);
    return names;
  }
}
