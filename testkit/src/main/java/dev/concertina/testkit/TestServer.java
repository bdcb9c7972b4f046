package dev.concertina.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One running PostgreSQL server without data of value. Safe for any number of threads. */
public final class TestServer implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "synchronous_commit", "off",
          "max_connections", "100",
          "max_prepared_transactions", "10",
          "shared_preload_libraries", "pg_stat_statements",
          "wal_level", "logical",
          "jit", "off");

  private final int major;
  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private TestServer(int major, EmbeddedPostgres postgres) {
    this.major = major;
    this.postgres = postgres;
  }

  static TestServer start(int major) {
    return start(major, Map.of(), builder -> {});
  }

  static TestServer start(
      int major, Map<String, String> settings, Consumer<EmbeddedPostgres.Builder> more) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver((system, machine) -> binary(major))
              .setPGStartupWait(Duration.ofMinutes(1));
      SETTINGS.forEach(builder::setServerConfig);
      settings.forEach(builder::setServerConfig);
      more.accept(builder);
      return new TestServer(major, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + major + " does not start", e);
    }
  }

  public int major() {
    return major;
  }

  /** A new, empty database of the superuser {@code postgres}. Close it to drop it. */
  public TestDatabase database() {
    String name = "test_" + databases.incrementAndGet();
    try (TestDatabase maintenance = new TestDatabase(this, "postgres")) {
      maintenance.execute("CREATE DATABASE " + name);
    }
    return new TestDatabase(this, name);
  }

  /**
   * Drops a database, ends its sessions, and forgets its statements: {@code pg_stat_statements} has
   * 5,000 places for all databases, and when they are taken it evicts the statements that ran once
   * (<a href="https://www.postgresql.org/docs/18/pgstatstatements.html">documentation</a>): a later
   * test would not find its own.
   */
  synchronized void drop(String database) {
    try (TestDatabase maintenance = new TestDatabase(this, "postgres")) {
      maintenance.execute(
          "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
          "SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname IN ('"
              + database
              + "', 'postgres')",
          "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
  }

  /** The database that is always there; closing it does nothing. */
  public TestDatabase maintenance() {
    return new TestDatabase(this, "postgres");
  }

  int port() {
    return postgres.getPort();
  }

  /** Stops the server. Those of {@link TestServers#pg} stop by themselves when the JVM ends. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(this + " does not stop", e);
    }
  }

  String url(String database) {
    return postgres.getJdbcUrl("postgres", database);
  }

  private static InputStream binary(int major) throws IOException {
    String path = "/postgres/" + major + "/server.txz";
    InputStream found = TestServer.class.getResourceAsStream(path);
    if (found == null) {
      throw new IOException(path + " is missing: let Maven build the testkit module once");
    }
    return found;
  }

  @Override
  public String toString() {
    return "PostgreSQL " + major;
  }
}
