package dev.concertina.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program in a process of its own, as a shell would start it. */
final class Started implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private Started(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Started of(Map<String, String> environment, String... words) throws IOException {
    return to(Files.createTempFile("concertina", ".out"), environment, words);
  }

  /** A process whose standard output goes to a file. */
  static Started to(Path out, Map<String, String> environment, String... words) throws IOException {
    Path err = Files.createTempFile("concertina", ".err");
    ProcessBuilder builder = builder(out, err, environment, words);
    return new Started(builder.redirectInput(new File("/dev/null")).start(), out, err);
  }

  /** A process that reads what it is {@link #give given}. */
  static Started reading(String... words) throws IOException {
    Path out = Files.createTempFile("concertina", ".out");
    Path err = Files.createTempFile("concertina", ".err");
    return new Started(builder(out, err, Map.of(), words).start(), out, err);
  }

  private static ProcessBuilder builder(
      Path out, Path err, Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.concertina.cli.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  /**
   * Writes to its standard input, which stays open; more than a pipe holds waits until it reads.
   */
  void give(byte[] bytes) throws IOException {
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
  }

  /** Waits for something that the process does; its own end is a failure. */
  void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("never happened: " + what + "; " + text());
      }
      Thread.sleep(20);
    }
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exit() throws IOException, InterruptedException {
    if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs: " + text());
    }
    return process.exitValue();
  }

  String text() throws IOException {
    return (Files.isRegularFile(out) ? Files.readString(out) : "") + Files.readString(err);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    if (Files.isRegularFile(out)) {
      Files.deleteIfExists(out);
    }
    Files.deleteIfExists(err);
  }
}
