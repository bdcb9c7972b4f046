package dev.concertina.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One running PostgreSQL server without data of value. Safe for any number of threads. */
public final class TestServer {

  private final int major;
  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private TestServer(int major, EmbeddedPostgres postgres) {
    this.major = major;
    this.postgres = postgres;
  }

  static TestServer start(int major) {
    try {
      return new TestServer(
          major,
          EmbeddedPostgres.builder()
              .setPgBinaryResolver((system, machine) -> binary(major))
              .setPGStartupWait(Duration.ofMinutes(1))
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("max_connections", "100")
              .setServerConfig("max_prepared_transactions", "10")
              .setServerConfig("wal_level", "logical")
              .setServerConfig("jit", "off")
              .start());
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
