package dev.concertina.catalog;

import dev.concertina.change.MigrationException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what one plan needs of a database, in one REPEATABLE READ transaction that is always rolled
 * back: the database and the session are left as they were found. Safe for any number of threads,
 * each with a connection of its own.
 */
public final class CatalogReader {

  private final PostgresParser parser;

  public CatalogReader(PostgresParser parser) {
    this.parser = parser;
  }

  /**
   * Reads the relations that the request names, and answers its trials. Names without a schema are
   * resolved by the search path that the connection has.
   *
   * @param connection in autocommit mode
   * @param home the schema of Concertina's own objects; triggers of functions in it are left out
   * @throws MigrationException if the search path names no existing schema, or a table holds an
   *     expression that Concertina cannot carry to another column
   * @throws IllegalArgumentException if the connection is in a transaction, which would be lost
   * @throws SQLException if the database cannot be read
   */
  public Catalog read(Connection connection, Identifier home, CatalogRequest request)
      throws SQLException {
    try (Transaction transaction = Transaction.begin(connection)) {
      return readIn(transaction.connection(), home, request);
    }
  }

  private Catalog readIn(Connection connection, Identifier home, CatalogRequest request)
      throws SQLException {
    Queries queries = new Queries(connection);
    Session session = Session.begin(queries);
    Identifier creationSchema = session.creationSchema().orElseThrow(CatalogReader::noSchema);

    TableReader tables = new TableReader(queries, parser, home);
    RelationReader relations = new RelationReader(queries, session.searchPath(), tables);
    relations.read(request.relations());
    relations.readReferencing(request.keys());

    TrialRunner trials = new TrialRunner(connection, session, relations, parser, request.made());
    return new Catalog(
        session.server(),
        new RoleReader(queries).read(session.server()),
        creationSchema,
        home,
        schemas(queries),
        relations.names(),
        relations.relations(),
        trials.run(request.trials()));
  }

  private static Set<Identifier> schemas(Queries queries) throws SQLException {
    return Set.copyOf(
        queries.list("SELECT nspname FROM pg_namespace", row -> Queries.name(row, "nspname")));
  }

  private static MigrationException noSchema() {
    return new MigrationException(
        "no-schema",
        "The search path of the connection names no schema that exists.",
        "Set search_path for the role or in the connection's URL.",
        Optional.empty());
  }
}
