package dev.concertina.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real streaming standby of a {@link TestServer}, which other tests should not share. Not
 * thread-safe.
 */
public final class Standby implements AutoCloseable {

  private final TestServer primary;
  private final Path data;
  private final Map<String, String> settings;
  private Optional<TestServer> server = Optional.empty();
  private List<String> hanging = List.of();

  private Standby(TestServer primary, Path data, Map<String, String> settings) {
    this.primary = primary;
    this.data = data;
    this.settings = settings;
  }

  /**
   * Copies the primary and follows it.
   *
   * @param name its {@code application_name}
   * @param settings its own, for instance {@code hot_standby_feedback}
   */
  public static Standby of(TestServer primary, String name, Map<String, String> settings) {
    try {
      Path data = Files.createTempDirectory("standby");
      Standby standby = new Standby(primary, data, settings);
      BaseCopy.make(primary, data);
      Files.createFile(data.resolve("standby.signal"));
      Files.writeString(
          data.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=127.0.0.1 user=postgres port="
              + primary.port()
              + " application_name="
              + name
              + "'\n");
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      standby.start();
      return standby;
    } catch (IOException e) {
      throw new UncheckedIOException("no copy of " + primary, e);
    }
  }

  /** Where its queries go. */
  public TestServer server() {
    return server.orElseThrow(() -> new IllegalStateException("the standby is stopped"));
  }

  /** Stops to receive and to replay, without a word to the primary, as a machine that hangs. */
  public void hang() {
    hanging =
        server()
            .maintenance()
            .query(
                "SELECT pid FROM pg_stat_activity WHERE backend_type IN ('startup', 'walreceiver')");
    hanging.forEach(pid -> signal("STOP", pid));
  }

  /** Goes on after {@link #hang}. */
  public void goOn() {
    hanging.forEach(pid -> signal("CONT", pid));
    hanging = List.of();
  }

  /** Leaves the primary; {@link #start} follows it again. */
  public void stop() {
    goOn();
    server.ifPresent(TestServer::close);
    server = Optional.empty();
  }

  /** Follows the primary, and returns when the standby answers queries. */
  public void start() {
    server =
        Optional.of(
            TestServer.start(
                primary.major(),
                settings,
                builder -> builder.setDataDirectory(data.toFile()).setCleanDataDirectory(false)));
  }

  /** Stops it and deletes its files. */
  @Override
  public void close() {
    stop();
    try {
      if (Files.exists(data)) {
        delete(data);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(String name, String pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new LiveFiles() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            found.add(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            found.add(path);
            return FileVisitResult.CONTINUE;
          }
        });
    for (int i = found.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(found.get(i));
    }
  }
}
