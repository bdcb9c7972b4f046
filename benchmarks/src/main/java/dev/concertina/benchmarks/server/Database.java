package dev.concertina.benchmarks.server;

import dev.concertina.cli.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;
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
   * One that only looks; it bears Concertina's name, because a backfill keeps out of others' way.
   */
  public Connection meter() throws SQLException {
    return connect("concertina:meter");
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

  /** The same for other programs, with the password and without TLS. */
  public String libpqUrl() {
    Properties properties = url.properties();
    String password = properties.getProperty(PGProperty.PASSWORD.getName(), "");
    String user = properties.getProperty(PGProperty.USER.getName(), "");
    String host = url.jdbcUrl().replaceFirst("^jdbc:postgresql://", "").replaceFirst("/.*$", "");
    return "postgres://"
        + DatabaseUrl.encode(user)
        + (password.isEmpty() ? "" : ":" + DatabaseUrl.encode(password))
        + "@"
        + host
        + "/"
        + name.orElse("")
        + "?sslmode=disable";
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
