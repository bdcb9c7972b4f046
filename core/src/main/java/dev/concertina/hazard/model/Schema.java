package dev.concertina.hazard.model;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the scripts so far say of the schema. Of what they do not mention nothing is known. */
public interface Schema {

  /** A table, view or the like that some script has mentioned or created. */
  Optional<Relation> relation(QualifiedName name);

  /** All relations that some script has mentioned. */
  Stream<Relation> relations();

  /** Those of a name in whatever schema. */
  Stream<Relation> relationsCalled(Identifier name);

  /** Those with a foreign key to a table. */
  Stream<Relation> referencing(QualifiedName table);

  /** The table with a constraint that stands on an index. */
  Optional<QualifiedName> ownerOfIndex(QualifiedName index);

  /**
   * Whether scripts seem to be all that there ever was: an earlier release has made relations, and
   * none is used that no script has made.
   */
  boolean isWhole();

  /** The default partition of a table, as far as scripts have made it one. */
  Optional<QualifiedName> defaultPartition(QualifiedName parent);

  /** An index that some script has created. */
  Optional<IndexFacts> index(QualifiedName name);

  /** The indexes of a table that scripts have created. */
  Stream<IndexFacts> indexesOf(QualifiedName table);

  /** The release that created a type, function, sequence or schema; empty if no script did. */
  Optional<Integer> objectCreatedIn(QualifiedName name);

  /** Whether a type is a domain with a constraint, if some script has created it. */
  boolean isConstrainedDomain(String type);

  /** The number below which a sequence gives none any more, if scripts have said it. */
  Optional<Long> leastNumber(QualifiedName sequence);

  /** The labels of an enum that some script has created, in their order. */
  Optional<List<String>> labels(String type);

  /** The functions and procedures of a name, as far as scripts have created them. */
  List<Routine> routines(QualifiedName name);

  /** The tables with a column of a type. */
  Stream<QualifiedName> tablesWith(String type);

  /** Whether some script has granted something on a table. */
  boolean usesGrants();

  /** Whether a script has said that the session's times are those of UTC. */
  boolean isUtc();

  /** The release that is read now. */
  int release();

  /** The sequence of a column that the server numbers, as PostgreSQL names it. */
  static QualifiedName sequenceOf(QualifiedName table, String column) {
    return table.sibling(Shortened.of(table.name() + "_" + column + "_seq"));
  }

  /** The release that created a relation; empty if no script did. */
  default Optional<Integer> createdIn(QualifiedName name) {
    return relation(name).flatMap(Relation::createdIn);
  }

  /** A column that some script has named. */
  default Optional<Column> column(QualifiedName table, String column) {
    return relation(table).flatMap(known -> known.column(column));
  }

  /** The types of a table's columns, as far as they are known. */
  default Function<String, Optional<Type>> typesIn(QualifiedName table) {
    return column -> column(table, column).flatMap(Column::type);
  }

  /** A constraint that some script has named. */
  default Optional<ConstraintSpec> constraint(QualifiedName table, String constraint) {
    return relation(table).flatMap(known -> known.constraint(constraint));
  }

  /** The columns by which a table is divided into partitions. */
  default Set<String> partitionKey(QualifiedName table) {
    return relation(table).stream()
        .flatMap(known -> known.definition().dependents().entrySet().stream())
        .filter(reader -> reader.getKey().kind() == Dependent.Kind.PARTITION_KEY)
        .flatMap(reader -> reader.getValue().stream())
        .collect(Collectors.toSet());
  }

  /** What reads a column, as far as scripts have made it. */
  default List<Dependent> dependents(QualifiedName table, String column) {
    return relation(table).stream().flatMap(known -> known.dependents(column)).toList();
  }

  /** The partitioned table that a table is a part of on whatever level; itself if of none. */
  default QualifiedName root(QualifiedName table) {
    QualifiedName root = table;
    Optional<PartitionOf> above = relation(root).flatMap(Relation::partitionOf);
    while (above.isPresent()) {
      root = above.get().parent();
      above = relation(root).flatMap(Relation::partitionOf);
    }
    return root;
  }

  /** The other tables that foreign keys of a table point to. */
  default Stream<QualifiedName> parents(QualifiedName table) {
    return relation(table).stream()
        .flatMap(known -> known.constraints().values().stream())
        .flatMap(constraint -> constraint.references().stream())
        .filter(parent -> !parent.equals(table))
        .distinct();
  }

  /** Whether a valid check of a table may prove that no row of it is within a range. */
  default boolean mayExclude(QualifiedName table, Optional<Range> range) {
    return relation(table).stream()
        .flatMap(known -> known.constraints().values().stream())
        .filter(known -> known.is(ConstraintSpec.Kind.CHECK) && !known.notValid())
        .anyMatch(check -> range.filter(within -> !within.mayBeExcludedBy(check)).isEmpty());
  }

  /** Whether a valid check of a table may prove something of all of its rows. */
  default boolean hasValidCheck(QualifiedName table) {
    return relation(table).stream()
        .flatMap(known -> known.constraints().values().stream())
        .anyMatch(known -> known.is(ConstraintSpec.Kind.CHECK) && !known.notValid());
  }

  /** Whether a valid check, or the column itself, already says that it holds no NULL. */
  default boolean provesNotNull(QualifiedName table, String column) {
    return relation(table).stream()
        .flatMap(known -> known.constraints().values().stream())
        .anyMatch(known -> !known.notValid() && known.proven().contains(column));
  }
}
