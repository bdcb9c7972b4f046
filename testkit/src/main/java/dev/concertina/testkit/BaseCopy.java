package dev.concertina.testkit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A base backup of a running server through its own functions ("Making a Base Backup Using the
 * Low-Level API" in the documentation): the binaries of the tests have no {@code pg_basebackup}.
 */
final class BaseCopy {

  /** Of the running process, and not of the data. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private BaseCopy() {}

  static void make(TestServer server, Path target) throws IOException {
    boolean old = server.major() < 15;
    try (Connection connection = server.maintenance().connection()) {
      ask(
          connection,
          old
              ? "SELECT pg_start_backup('copy', true, false)"
              : "SELECT pg_backup_start('copy', true)");
      copy(Path.of(ask(connection, "SHOW data_directory")), target);
      String label =
          ask(
              connection,
              old
                  ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                  : "SELECT labelfile FROM pg_backup_stop(false)");
      Files.writeString(target.resolve("backup_label"), label);
    } catch (SQLException e) {
      throw new AssertionError(server + " refuses a base backup", e);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new LiveFiles() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Path relative = source.relativize(path);
            if (relative.getParent() != null && relative.startsWith("pg_replslot")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(relative));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Path relative = source.relativize(path);
            if (!relative.startsWith("pg_wal") && !LEFT_OUT.contains(relative.toString())) {
              copyIfThere(path, target.resolve(relative));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copyIfThere(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException e) {
      if (Files.exists(from)) {
        throw e;
      }
    }
  }
}
