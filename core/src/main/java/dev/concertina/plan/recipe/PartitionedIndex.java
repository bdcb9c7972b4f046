package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Index;
import dev.concertina.catalog.Partitioning;
import dev.concertina.catalog.Partitioning.Partition;
import dev.concertina.catalog.Table;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step.BuildPartitionedIndex;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index over all partitions of a table.
 *
 * @param name on the partitioned table
 * @param definition what follows the table's name
 */
record PartitionedIndex(Table table, QualifiedName name, boolean unique, String definition) {

  Draft build(String title) {
    return id ->
        new BuildPartitionedIndex(
            id, title, name, table.name(), unique, definition, statements(step(id, title)));
  }

  private BuildPartitionedIndex step(String id, String title) {
    return new BuildPartitionedIndex(id, title, name, table.name(), unique, definition, List.of());
  }

  /** For the partitions that are there now, in the order in which they are done. */
  private List<Statement> statements(BuildPartitionedIndex step) {
    List<Statement> statements = new ArrayList<>();
    statements.add(empty(step, name, table.name()));
    for (Partition member : table.partitioning().members()) {
      QualifiedName partition = member.table().name();
      QualifiedName part = partOf(partition);
      statements.add(
          member.kind() == Partitioning.Kind.PARTITIONED
              ? empty(step, part, partition)
              : new Statement(
                  step.build(part, partition).sql(),
                  Optional.of(new TableLock(partition, LockMode.SHARE_UPDATE_EXCLUSIVE)),
                  Work.BUILD));
      QualifiedName parent = member.parent().equals(table.name()) ? name : partOf(member.parent());
      statements.add(
          Statement.metadata(
              BuildPartitionedIndex.attach(parent, part),
              new TableLock(part, LockMode.ACCESS_EXCLUSIVE)));
    }
    return statements;
  }

  private static Statement empty(
      BuildPartitionedIndex step, QualifiedName index, QualifiedName partitioned) {
    return Statement.metadata(
        step.createEmpty(index, partitioned), new TableLock(partitioned, LockMode.SHARE));
  }

  private QualifiedName partOf(QualifiedName partition) {
    return BuildPartitionedIndex.indexOf(partition, name);
  }

  /** Takes it away, with parts that an interrupted build has not attached yet. */
  Draft drop() {
    List<SqlPart> indexes = new ArrayList<>(List.of(name));
    table.partitioning().members().forEach(member -> indexes.add(partOf(member.table().name())));
    return Drafts.ddl(
        "drop the index " + name.name(),
        alter(table.name(), Sql.of("DROP INDEX IF EXISTS {}", Sql.join(", ", indexes))));
  }

  /** Takes any index of a partitioned table away; PostgreSQL does not do it concurrently. */
  static Draft drop(QualifiedName index, QualifiedName table) {
    return Drafts.ddl(
        "drop the index " + index.name(), alter(table, BuildPartitionedIndex.drop(index)));
  }

  /** Gives the parts the names, and what else hangs on them, that those of another index have. */
  Optional<Statement> takePlacesOf(Index original) {
    Map<QualifiedName, QualifiedName> indexes = new HashMap<>();
    indexes.put(table.name(), original.name());
    List<InPartitions.Part> parts = new ArrayList<>();
    for (Partition member : table.partitioning().members()) {
      QualifiedName partition = member.table().name();
      Optional<QualifiedName> parent = Optional.ofNullable(indexes.get(member.parent()));
      member.table().indexes().stream()
          .filter(index -> index.parent().isPresent() && index.parent().equals(parent))
          .findFirst()
          .ifPresent(
              index -> {
                indexes.put(partition, index.name());
                takePlaceOf(index, partition)
                    .forEach(sql -> parts.add(new InPartitions.Part(partition, sql)));
              });
    }
    return InPartitions.run(table, parts);
  }

  private List<Sql> takePlaceOf(Index index, QualifiedName partition) {
    Identifier given = index.name().name();
    List<Sql> statements = new ArrayList<>();
    statements.add(Sql.of("ALTER INDEX IF EXISTS {} RENAME TO {}", partOf(partition), given));
    index
        .comment()
        .ifPresent(
            text ->
                statements.add(
                    Sql.of("COMMENT ON INDEX {} IS {}", index.name(), Sql.literal(text))));
    index
        .targets()
        .forEach(t -> statements.add(Sql.of("ALTER INDEX IF EXISTS {} {}", index.name(), t)));
    if (index.replicaIdentity()) {
      statements.add(Sql.of("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", partition, given));
    }
    if (index.clustered()) {
      statements.add(Sql.of("ALTER TABLE {} CLUSTER ON {}", partition, given));
    }
    return statements;
  }
}
