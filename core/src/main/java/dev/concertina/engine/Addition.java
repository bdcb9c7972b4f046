package dev.concertina.engine;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Something that CONTRACT does beside the old shape before it takes any of that away. */
sealed interface Addition {

  /** Whether there is anything to take back. */
  boolean isLeft(Connection connection) throws SQLException;

  /** The step that takes it back. */
  Step takeBack(String id);

  /**
   * A constraint.
   *
   * @param tables that are locked to drop it: the one that a foreign key points to, as well
   */
  record Constraint(QualifiedName table, Identifier name, List<QualifiedName> tables)
      implements Addition {

    public Constraint {
      tables = List.copyOf(tables);
    }

    @Override
    public boolean isLeft(Connection connection) throws SQLException {
      return Jdbc.first(
              connection,
              Sql.of(
                  """
                  SELECT 1 FROM pg_catalog.pg_constraint k
                  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = ? AND c.relname = ? AND k.conname = ?"""),
              row -> true,
              table.schema().value(),
              table.name().value(),
              name.value())
          .isPresent();
    }

    @Override
    public Step takeBack(String id) {
      return ddl(
          id,
          "take the constraint " + name + " back",
          tables,
          Sql.of("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table, name));
    }
  }

  /** An index of a table that is not partitioned. */
  record Index(QualifiedName index, QualifiedName table) implements Addition {

    @Override
    public boolean isLeft(Connection connection) throws SQLException {
      return IndexCatalog.probe(connection, index).isPresent();
    }

    @Override
    public Step takeBack(String id) {
      return new Step.DropIndex(
          id,
          "take the index " + index.name() + " back",
          index,
          new Statement(
              Sql.of("DROP INDEX CONCURRENTLY IF EXISTS {}", index).sql(),
              Optional.of(new TableLock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)),
              Work.METADATA));
    }
  }

  /**
   * An index of a partitioned table.
   *
   * @param indexes its own and those of the partitions, attached or not
   */
  record PartitionedIndex(QualifiedName table, List<QualifiedName> indexes) implements Addition {

    public PartitionedIndex {
      indexes = List.copyOf(indexes);
    }

    @Override
    public boolean isLeft(Connection connection) throws SQLException {
      for (QualifiedName index : indexes) {
        if (IndexCatalog.probe(connection, index).isPresent()) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Step takeBack(String id) {
      return ddl(
          id,
          "take the index " + indexes.get(0).name() + " back",
          List.of(table),
          Sql.of("DROP INDEX IF EXISTS {}", Sql.join(", ", indexes)));
    }
  }

  /** An index that MIGRATE had built to stand in for one of CONTRACT's, which took its place. */
  record StandIn(Step.BuildIndex build) implements Addition {

    @Override
    public boolean isLeft(Connection connection) throws SQLException {
      return IndexCatalog.probe(connection, build.index()).isEmpty();
    }

    @Override
    public Step takeBack(String id) {
      return new Step.BuildIndex(id, build.title(), build.index(), build.table(), build.create());
    }
  }

  private static Step ddl(String id, String title, List<QualifiedName> tables, Sql sql) {
    List<TableLock> locks =
        tables.stream().map(name -> new TableLock(name, LockMode.ACCESS_EXCLUSIVE)).toList();
    return new Step.Ddl(
        id, title, locks, List.of(), List.of(Statement.metadata(sql, locks.get(0))));
  }
}
