package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.sql.SQLException;
import java.util.Set;

/** Makes the empty temporary tables of trials. */
final class TrialTables {

  private static final String UNDEFINED_TABLE = "42P01";

  /** The alias of the session's own temporary schema. */
  private static final Identifier TEMPORARY = new Identifier("pg_temp");

  private final Queries queries;
  private final Session session;
  private final RelationReader relations;

  TrialTables(Queries queries, Session session, RelationReader relations) {
    this.queries = queries;
    this.session = session;
    this.relations = relations;
  }

  /** With the columns of the model and nothing else. */
  TrialTable bare(TableRef model) throws SQLException, RefusedTrialException {
    return like(model, Sql.of(""));
  }

  /** With indexes, checks and defaults as well. */
  TrialTable full(TableRef model) throws SQLException, RefusedTrialException {
    return like(model, Sql.of(" INCLUDING ALL"));
  }

  /** With one column. */
  TrialTable ofType(Identifier column, TypeName type) throws SQLException {
    return create(column.derived("trial"), Sql.of("{} {}", column, type));
  }

  /** Without any column, under the name of the model. */
  TrialTable empty(TableRef model) throws SQLException, RefusedTrialException {
    return create(model(model).name(), Sql.of(""));
  }

  /** The columns of another table, and its keys, for a foreign key to point to. */
  TrialTable referenced(TableRef model) throws SQLException, RefusedTrialException {
    QualifiedName found = model(model);
    return create(found.name().derived("referenced"), Sql.of("LIKE {} INCLUDING INDEXES", found));
  }

  private TrialTable like(TableRef model, Sql including)
      throws SQLException, RefusedTrialException {
    QualifiedName found = model(model);
    return create(found.name(), Sql.of("LIKE {}{}", found, including));
  }

  /** The table that a trial is about. */
  QualifiedName model(TableRef ref) throws SQLException, RefusedTrialException {
    return relations
        .resolve(ref)
        .orElseThrow(
            () -> new RefusedTrialException(UNDEFINED_TABLE, "table " + ref + " does not exist"));
  }

  /** The generated columns of the table that a trial is about; its copies have plain ones. */
  Set<Identifier> generated(TableRef ref) throws SQLException, RefusedTrialException {
    return Set.copyOf(
        queries.list(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = ?::regclass AND attgenerated <> '' AND NOT attisdropped
            """,
            row -> Queries.name(row, "attname"),
            model(ref).sql()));
  }

  private TrialTable create(Identifier name, Sql content) throws SQLException {
    QualifiedName table = new QualifiedName(TEMPORARY, name);
    queries.execute(Sql.of("CREATE TABLE {} ({})", table, content));
    return new TrialTable(queries, session, table);
  }
}
