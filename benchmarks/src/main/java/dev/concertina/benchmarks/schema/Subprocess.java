package dev.concertina.benchmarks.schema;

import dev.concertina.benchmarks.server.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs as people start them, timed from their start to their end. */
public final class Subprocess {

  /** As the launcher starts a short command. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");

  private Subprocess() {}

  /** One psql that runs the files one after the other; in milliseconds. */
  public static double psql(Database database, List<Path> files) {
    List<String> command =
        new ArrayList<>(
            List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.libpqUrl()));
    files.forEach(file -> command.addAll(List.of("-f", file.toString())));
    return run(command);
  }

  /** A command of the program with a directory of migrations; in milliseconds. */
  public static double concertina(Database database, Path directory, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.concertina.cli.Main"));
    command.addAll(List.of("--url", database.libpqUrl()));
    command.addAll(List.of("--migrations", directory.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  private static double run(List<String> command) {
    long start = System.nanoTime();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command.get(0) + " failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
