package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An empty temporary table that a trial may alter as it likes. It has the name of its model, so
 * that an expression may qualify a column with the table's name.
 */
final class TrialTable {

  /**
   * A column of the table, read with every name qualified.
   *
   * @param value of the default or of the generated column
   */
  record ColumnFacts(TypeName type, boolean domain, Optional<String> value) {}

  private final Queries queries;
  private final Session session;
  private final QualifiedName name;

  TrialTable(Queries queries, Session session, QualifiedName name) {
    this.queries = queries;
    this.session = session;
    this.name = name;
  }

  QualifiedName name() {
    return name;
  }

  /** Runs a statement in which names mean what they mean to the user. */
  void execute(Sql statement) throws SQLException {
    session.resolveNamesLikeUser(queries);
    queries.execute(statement);
    session.qualifyNames(queries);
  }

  void rename(Identifier column, Identifier to) throws SQLException {
    execute(Sql.of("ALTER TABLE {} RENAME COLUMN {} TO {}", name, column, to));
  }

  /** Adds columns as a migration does. */
  void add(List<Trial.NewColumn> columns, TrialSyntax syntax)
      throws SQLException, RefusedTrialException {
    for (Trial.NewColumn column : columns) {
      execute(
          syntax.addColumn(
              name,
              column.column(),
              column.type(),
              syntax.optionalExpression(column.defaultValue())));
    }
  }

  /** Adds a constraint, and tells under which name; PostgreSQL chooses one where none is given. */
  Identifier addConstraint(Optional<Identifier> given, Sql definition) throws SQLException {
    Set<Identifier> before = constraints();
    execute(
        Sql.of(
            "ALTER TABLE {} ADD {}{}",
            name,
            given.map(n -> Sql.of("CONSTRAINT {} ", n)).orElse(Sql.of("")),
            definition));
    Set<Identifier> after = constraints();
    after.removeAll(before);
    return after.iterator().next();
  }

  /** By name; NOT NULL, which PostgreSQL 18 counts among them, left out. */
  private Set<Identifier> constraints() throws SQLException {
    return new LinkedHashSet<>(
        queries.list(
            "SELECT conname FROM pg_constraint WHERE conrelid = ?::regclass AND contype <> 'n'",
            row -> Queries.name(row, "conname"),
            name.sql()));
  }

  void drop() throws SQLException {
    queries.execute(Sql.of("DROP TABLE {}", name));
  }

  /** What the reader of a part of the catalog makes of the table. */
  <T> T read(CatalogPart<T> part) throws SQLException {
    return part.read(
        queries, queries.one("SELECT ?::regclass::oid", row -> row.getLong(1), name.sql()));
  }

  /** A part of the catalog that is about one table. */
  interface CatalogPart<T> {
    T read(Queries queries, long table) throws SQLException;
  }

  /** Whether PostgreSQL accepts the statement. If not, nothing can follow but the rollback. */
  boolean accepts(Sql statement) throws SQLException {
    try {
      execute(statement);
      return true;
    } catch (SQLException e) {
      if (ServerRefusal.isOpinion(e)) {
        return false;
      }
      throw e;
    }
  }

  Set<Identifier> columns() throws SQLException {
    return new LinkedHashSet<>(
        queries.list(
            """
            SELECT attname FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            row -> Queries.name(row, "attname"),
            name.sql()));
  }

  Optional<ColumnFacts> column(Identifier column) throws SQLException {
    return column(name, column);
  }

  /** A column of another relation of the trial. */
  Optional<ColumnFacts> column(QualifiedName relation, Identifier column) throws SQLException {
    return queries.first(
        """
        SELECT format_type(a.atttypid, a.atttypmod) AS type, t.typtype = 'd' AS is_domain,
               pg_get_expr(d.adbin, d.adrelid) AS value
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = ?::regclass AND a.attname = ?::text
        """,
        TrialTable::facts,
        relation.sql(),
        column.value());
  }

  /** The files of the table and of its indexes: others, once they are written anew. */
  String files() throws SQLException {
    return queries.one(
        """
        WITH relations AS (
          SELECT ?::regclass::oid AS oid
          UNION ALL SELECT indexrelid FROM pg_index WHERE indrelid = ?::regclass
        ), files AS (
          SELECT pg_relation_filenode(oid) AS file FROM relations
        )
        SELECT string_agg(file::text, ' ' ORDER BY file) FROM files
        """,
        row -> row.getString(1),
        name.sql(),
        name.sql());
  }

  /**
   * Whether both types are integers, and PostgreSQL casts the one to the other by itself wherever
   * it stands: never to a smaller one ("CREATE CAST", AS IMPLICIT).
   */
  boolean widensInteger(TypeName from, TypeName to) throws SQLException {
    return queries.one(
        """
        SELECT EXISTS (
          SELECT FROM pg_cast c
          JOIN pg_amop o ON o.amoplefttype = c.castsource AND o.amoprighttype = c.casttarget
          JOIN pg_opfamily f ON f.oid = o.amopfamily AND f.opfname = 'integer_ops'
            AND f.opfnamespace = 'pg_catalog'::regnamespace
          WHERE c.castcontext = 'i'
            AND c.castsource = ?::regtype AND c.casttarget = ?::regtype)
        """,
        row -> row.getBoolean(1),
        from.sql(),
        to.sql());
  }

  private static ColumnFacts facts(ResultSet row) throws SQLException {
    return new ColumnFacts(
        new TypeName(row.getString("type")),
        row.getBoolean("is_domain"),
        Queries.text(row, "value"));
  }
}
