package dev.concertina.benchmarks.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One run of {@code concertina lint}, in seconds.
 *
 * @param firstLine from the start to the first line of output
 * @param wall from the start to the end
 * @param processor of all processors
 */
public record Launched(double firstLine, double wall, double processor) {
  private static final double NANOS = 1e9;

  /** Judges a file or a directory with the launcher of this checkout. */
  public static Launched lint(Path path) throws IOException {
    String launcher = System.getProperty("concertina.benchmarks.launcher", "./concertina");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(launcher, "lint", "--fail-on", "never", path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      double first = (System.nanoTime() - begin) / NANOS;
      // The launcher becomes the program by exec, so the process is the program.
      Duration processor = Duration.ZERO;
      while (line != null) {
        processor = process.info().totalCpuDuration().orElse(processor);
        line = out.readLine();
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException("concertina lint ended with " + exit);
      }
      return new Launched(first, (System.nanoTime() - begin) / NANOS, processor.toNanos() / NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
