package dev.concertina.cli.config;

import dev.concertina.engine.ConnectionFactory;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.DriverManager;
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

  @Override
  public Connection open(String applicationName) throws SQLException {
    Properties properties = url.properties();
    PGProperty.APPLICATION_NAME.set(properties, applicationName);
    if (!PGProperty.TCP_KEEP_ALIVE.isPresent(properties)) {
      PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    }
    schema.ifPresent(
        name -> PGProperty.CURRENT_SCHEMA.set(properties, name.sql() + ", \"public\""));
    return DriverManager.getConnection(url.jdbcUrl(), properties);
  }
}
