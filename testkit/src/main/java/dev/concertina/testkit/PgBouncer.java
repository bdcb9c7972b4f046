package dev.concertina.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PgBouncer in transaction mode, where the machine has one. */
public final class PgBouncer implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Process process;
  private final String url;

  private PgBouncer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Where the program is; empty if it is not installed. */
  public static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin"))
        .map(directory -> Path.of(directory, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it in front of a database, with one connection to the server for all clients. */
  public static PgBouncer inFrontOf(TestDatabase database, Path program) {
    try {
      int port = freePort();
      Path directory = Files.createTempDirectory("pgbouncer");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path file = directory.resolve("pgbouncer.ini");
      Files.writeString(file, settings(database, port));
      List<String> command = new ArrayList<>(List.of(program.toString()));
      if (System.getProperty("user.name").equals("root")) {
        command.addAll(List.of("-u", "postgres")); // it refuses to run as root
      }
      command.add(file.toString());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      String url = database.url().replace(":" + database.server().port() + "/", ":" + port + "/");
      PgBouncer started = new PgBouncer(process, url);
      started.awaitConnection();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("PgBouncer does not start", e);
    }
  }

  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private void awaitConnection() {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (true) {
      try {
        DriverManager.getConnection(url).close();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          close();
          throw new AssertionError("PgBouncer does not answer", e);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String settings(TestDatabase database, int port) {
    return """
    [databases]
    %1$s = host=127.0.0.1 port=%2$d dbname=%1$s user=postgres
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %3$d
    auth_type = any
    pool_mode = transaction
    default_pool_size = 2
    ignore_startup_parameters = extra_float_digits
    unix_socket_dir =
    """
        .formatted(database.name(), database.server().port(), port);
  }
}
