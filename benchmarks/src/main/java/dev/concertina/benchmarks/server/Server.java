package dev.concertina.benchmarks.server;

import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server on which each contestant gets a database of its own. Safe for any number of
 * threads.
 */
public final class Server implements AutoCloseable {

  /**
   * As a production server has it, but with checkpoints so rare that none of them decides which
   * contestant is faster; each round begins with one. An embedded server would be started with
   * {@code -F} and {@code synchronous_commit = off}.
   */
  private static final Map<String, String> LIKE_PRODUCTION =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "128MB",
          "max_wal_size", "24GB",
          "min_wal_size", "8GB",
          "checkpoint_timeout", "30min",
          "max_connections", "100");

  /** What a reader of the figures wants to know. */
  private static final List<String> TOLD =
      List.of(
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_level",
          "wal_compression",
          "shared_buffers",
          "max_wal_size",
          "min_wal_size",
          "checkpoint_timeout",
          "autovacuum",
          "deadlock_timeout",
          "data_checksums",
          "jit",
          "max_parallel_workers_per_gather");

  private static final long LOG_FILE = 16L << 20;

  /** With the table's load and its indexes, in the most expensive way that is compared. */
  private static final long LOG_PER_ROW = 4_000;

  /** min_wal_size: no more is kept. */
  private static final long MOST_RECYCLED = 8L << 30;

  private final DatabaseUrl url;
  private final Optional<EmbeddedPostgres> embedded;
  private final AtomicInteger databases = new AtomicInteger();

  private Server(DatabaseUrl url, Optional<EmbeddedPostgres> embedded) {
    this.url = url;
    this.embedded = embedded;
  }

  /** Starts one with settings like in production. */
  public static Server start() {
    return start(likeProduction());
  }

  static EmbeddedPostgres.Builder likeProduction() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    LIKE_PRODUCTION.forEach(builder::setServerConfig);
    return builder;
  }

  static Server start(EmbeddedPostgres.Builder builder) {
    try {
      EmbeddedPostgres postgres = builder.start();
      String url = postgres.getJdbcUrl("postgres", "postgres");
      return new Server(DatabaseUrl.parse(url), Optional.of(postgres));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
    }
  }

  /** One that runs already; the role of the URL needs CREATEDB. */
  public static Server at(String url) {
    return new Server(DatabaseUrl.parse(url), Optional.empty());
  }

  /** The URL's own database; not for tables. */
  public Database home() {
    return new Database(this, url, Optional.empty());
  }

  /** A fresh database, which is dropped when it is closed. */
  public Database database() throws SQLException {
    String name =
        "concertina_benchmark_" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet();
    try (Connection connection = home().connect("benchmark")) {
      Queries.run(connection, Sql.of("CREATE DATABASE {}", new Identifier(name)));
    }
    return new Database(this, url, Optional.of(name));
  }

  void drop(String database) throws SQLException {
    try (Connection connection = home().connect("benchmark")) {
      Queries.run(
          connection, Sql.of("DROP DATABASE IF EXISTS {} WITH (FORCE)", new Identifier(database)));
    }
  }

  /**
   * Makes the files of the write-ahead log that work with so many rows will fill, and has them
   * recycled: a server that has run for a while has such files, and a fresh one writes each of them
   * full of zeros and waits for the disk, in the middle of somebody's commit.
   *
   * @see <a href="https://www.postgresql.org/docs/current/wal-configuration.html">WAL
   *     configuration</a>
   */
  public void recycleLog(long rows) throws SQLException {
    if (embedded.isEmpty()) {
      return;
    }
    try (Connection connection = home().connect("benchmark")) {
      long wanted = Math.min(rows * LOG_PER_ROW, MOST_RECYCLED);
      for (long made = 0; made < wanted; made += LOG_FILE) {
        Queries.text(
            connection,
            Sql.of("SELECT pg_logical_emit_message(false, 'benchmark', 'one more file')"));
        Queries.text(connection, Sql.of("SELECT pg_switch_wal()"));
      }
      Queries.run(connection, Sql.of("CHECKPOINT"));
      Queries.run(connection, Sql.of("CHECKPOINT"));
    }
  }

  /** Its version and the settings that matter. */
  public Map<String, Object> describe() throws SQLException {
    Map<String, Object> told = new LinkedHashMap<>();
    try (Connection connection = home().connect("benchmark")) {
      told.put("version", Queries.text(connection, Sql.of("SHOW server_version")));
      for (String setting : TOLD) {
        told.put(setting, Queries.text(connection, Sql.of("SHOW {}", new Identifier(setting))));
      }
    }
    told.put("where", embedded.isPresent() ? "embedded" : "by --url");
    return told;
  }

  @Override
  public void close() {
    embedded.ifPresent(
        postgres -> {
          try {
            postgres.close();
          } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
          }
        });
  }
}
