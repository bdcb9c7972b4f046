package dev.concertina.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own pg_dump with its psql, where the machine has them: no test server brings them.
 */
public final class PgDump {

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
  private static final Pattern HOST = Pattern.compile("//([^:/]+):(\\d+)/");

  private static final ProcessBuilder.Redirect NOTHING =
      ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());

  private final Path directory;

  private PgDump(Path directory) {
    this.directory = directory;
  }

  /**
   * A pg_dump for the server: it reads no server that is newer than itself ("pg_dump" in
   * PostgreSQL's documentation).
   */
  public static Optional<PgDump> of(int major) {
    for (Path directory : directories()) {
      if (Files.isExecutable(directory.resolve("pg_dump"))
          && Files.isExecutable(directory.resolve("psql"))
          && version(directory) >= major) {
        return Optional.of(new PgDump(directory));
      }
    }
    return Optional.empty();
  }

  /** A new database on the same server with everything that the other one holds. */
  public TestDatabase copy(TestDatabase from) {
    try {
      Path file = Files.createTempFile("concertina", ".sql");
      try {
        run(from, "pg_dump", "--file", file.toString());
        TestDatabase to = from.server().database();
        run(to, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
        return to;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no file for a dump", e);
    }
  }

  private void run(TestDatabase database, String program, String... arguments) throws IOException {
    Matcher host = HOST.matcher(database.url());
    if (!host.find()) {
      throw new AssertionError("no host in " + database.url());
    }
    List<String> command = new ArrayList<>(List.of(directory.resolve(program).toString()));
    command.addAll(List.of("-h", host.group(1), "-p", host.group(2), "-U", "postgres"));
    command.addAll(List.of("-d", database.name()));
    Collections.addAll(command, arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(NOTHING).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exit(process) != 0) {
      throw new AssertionError(program + " of " + database + " failed: " + said);
    }
  }

  private static int exit(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static List<Path> directories() {
    List<Path> all = new ArrayList<>();
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      all.add(Path.of(directory));
    }
    for (int major : TestServers.ALL_MAJORS) {
      all.add(Path.of("/usr/lib/postgresql", Integer.toString(major), "bin"));
    }
    return all;
  }

  private static int version(Path directory) {
    try {
      Process process =
          new ProcessBuilder(directory.resolve("pg_dump").toString(), "--version").start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = VERSION.matcher(said);
      return exit(process) == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("pg_dump does not start", e);
    }
  }
}
