package dev.concertina.catalog;

import dev.concertina.catalog.Trial.PartitionBound;
import dev.concertina.catalog.Trial.PartitionBoundResult;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.SQLException;

/** Makes a partition of a copy of the table, and reads which rows may stand in it. */
final class PartitionBoundTrial implements TrialRunner.Kind<PartitionBound, PartitionBoundResult> {

  private static final QualifiedName COPY = QualifiedName.of("pg_temp", "concertina_parent");
  private static final Identifier PART = new Identifier("concertina_part");

  private final Queries queries;
  private final Session session;
  private final TrialTables tables;

  PartitionBoundTrial(Queries queries, Session session, TrialTables tables) {
    this.queries = queries;
    this.session = session;
    this.tables = tables;
  }

  @Override
  public PartitionBoundResult run(PartitionBound trial) throws SQLException, RefusedTrialException {
    QualifiedName parent = tables.model(trial.table());
    Sql key =
        queries
            .first(
                "SELECT pg_get_partkeydef(?::regclass) AS key",
                row -> Queries.text(row, "key").map(Sql::verbatim),
                parent.sql())
            .flatMap(found -> found)
            .orElseThrow(() -> new RefusedTrialException("42809", parent + " is not partitioned"));
    queries.execute(Sql.of("CREATE TABLE {} (LIKE {}) PARTITION BY {}", COPY, parent, key));
    session.resolveNamesLikeUser(queries);
    queries.execute(
        Sql.of("CREATE TABLE {} PARTITION OF {} {}", COPY.sibling(PART), COPY, trial.bound()));
    session.qualifyNames(queries);
    return new PartitionBoundResult(condition(parent));
  }

  /** A hash partition names its parent by number, which is the copy's. */
  private Sql condition(QualifiedName parent) throws SQLException {
    return queries.one(
        """
        SELECT coalesce(replace(pg_get_partition_constraintdef(?::regclass), quote_literal(?::regclass::oid::text),
                                quote_literal(?::regclass::oid::text)), 'true') AS condition
        """,
        row -> Sql.verbatim(row.getString("condition")),
        COPY.sibling(PART).sql(),
        COPY.sql(),
        parent.sql());
  }
}
