package dev.concertina.cli.config;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.ConnectionFactory;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Opens connections of the engine.
 *
 * @param schema what names without a schema mean; {@code public} comes after it, because extensions
 *     are usually there
 */
public record UrlConnections(DatabaseUrl url, Optional<Identifier> schema)
    implements ConnectionFactory {

  /** The search path is there already, and may hold an operator that fits name and varchar. */
  private static final String CAN_USE =
      "SELECT 1 FROM pg_catalog.pg_namespace"
          + " WHERE nspname OPERATOR(pg_catalog.=) ?::pg_catalog.text"
          + " AND pg_catalog.has_schema_privilege(oid, 'USAGE')";

  @Override
  public String target() {
    return url.toString();
  }

  @Override
  public Connection open(String applicationName) throws SQLException {
    Properties properties = url.properties();
    PGProperty.APPLICATION_NAME.set(properties, applicationName);
    if (!PGProperty.TCP_KEEP_ALIVE.isPresent(properties)) {
      PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    }
    schema.ifPresent(
        name -> PGProperty.CURRENT_SCHEMA.set(properties, name.sql() + ", \"public\""));
    Connection connection = DriverManager.getConnection(url.jdbcUrl(), properties);
    if (schema.isPresent() && !canUse(connection, schema.get())) {
      connection.close();
      throw new MigrationException(
          "no-such-schema",
          "there is no schema " + schema.get() + ", or this role may not use it",
          "correct --schema, or GRANT USAGE ON SCHEMA to the role",
          Optional.empty());
    }
    return connection;
  }

  /** PostgreSQL passes over a schema of the search path that it cannot use, without a word. */
  private static boolean canUse(Connection connection, Identifier schema) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CAN_USE)) {
      query.setString(1, schema.value());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
