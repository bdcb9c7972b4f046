package dev.concertina.benchmarks.server;

import dev.concertina.sql.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A streaming standby of an embedded {@link Server} on the same machine. */
public final class Standby implements AutoCloseable {

  private static final String NAME = "benchmark-standby";
  private static final List<String> OF_THE_PROCESS =
      List.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private final Server server;
  private final Path data;

  private Standby(Server server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Copies the primary, on which nothing may run, and follows it. */
  public static Standby of(Server primary) throws SQLException {
    try (Connection connection = primary.home().connect("backup")) {
      Path data = Files.createTempDirectory(NAME);
      Queries.text(connection, Sql.of("SELECT pg_backup_start('copy', true)"));
      copy(Path.of(Queries.text(connection, Sql.of("SHOW data_directory"))), data);
      String label =
          Queries.text(connection, Sql.of("SELECT labelfile FROM pg_backup_stop(false)"));
      Files.writeString(data.resolve("backup_label"), label);
      Files.createFile(data.resolve("standby.signal"));
      Files.writeString(
          data.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 user=postgres port="
              + Queries.text(connection, Sql.of("SHOW port"))
              + " application_name="
              + NAME
              + "'\n");
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      EmbeddedPostgres.Builder builder = Server.likeProduction();
      builder.setDataDirectory(data.toFile()).setCleanDataDirectory(false);
      builder.setPGStartupWait(Duration.ofMinutes(1));
      return new Standby(Server.start(builder), data);
    } catch (IOException e) {
      throw new UncheckedIOException("the primary could not be copied", e);
    }
  }

  public Connection connect() throws SQLException {
    return server.home().meter();
  }

  /** The process that replays the write-ahead log. */
  public long replayer() throws SQLException {
    try (Connection connection = connect()) {
      return Queries.number(
          connection, Sql.of("SELECT pid FROM pg_stat_activity WHERE backend_type = 'startup'"));
    }
  }

  /** Stops it and deletes its files, which are as large as the primary's. */
  @Override
  public void close() {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the standby's files could not be deleted", e);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        Path relative = source.relativize(path);
        boolean log = relative.startsWith("pg_wal") && Files.isRegularFile(path);
        if (!log && !OF_THE_PROCESS.contains(relative.toString())) {
          copyOne(path, target.resolve(relative));
        }
      }
    }
  }

  private static void copyOne(Path from, Path to) throws IOException {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(from)) {
        throw e;
      }
    }
  }
}
