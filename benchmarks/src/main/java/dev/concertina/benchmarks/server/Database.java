package dev.concertina.benchmarks.server;

import dev.concertina.cli.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a {@link Server}. Safe for any number of threads.
 *
 * @param name empty for the one that the URL names
 */
public record Database(Server server, DatabaseUrl url, Optional<String> name)
    implements AutoCloseable {

  /** A new connection, in autocommit. */
  public Connection connect(String applicationName) throws SQLException {
    return source(applicationName).getConnection();
  }

  /**
   * A new connection as an application has it: each statement is prepared on the server from its
   * first use.
   *
   * @param searchPath schemas, with commas
   */
  public Connection application(String applicationName, String searchPath) throws SQLException {
    PGSimpleDataSource source = source(applicationName);
    source.setPrepareThreshold(1);
    source.setCurrentSchema(searchPath);
    return source.getConnection();
  }

  private PGSimpleDataSource source(String applicationName) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url.jdbcUrl());
    for (String property : url.properties().stringPropertyNames()) {
      source.setProperty(property, url.properties().getProperty(property));
    }
    name.ifPresent(source::setDatabaseName);
    source.setApplicationName(applicationName);
    return source;
  }

  @Override
  public void close() throws SQLException {
    if (name.isPresent()) {
      server.drop(name.get());
    }
  }
}
