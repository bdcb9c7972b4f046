package dev.concertina.benchmarks.lint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One run of {@code concertina lint}, in seconds.
 *
 * @param firstLine from the start to the first output
 * @param wall from the start to the end
 * @param processor of all processors
 */
public record Launched(double firstLine, double wall, double processor) {
  private static final double NANOS = 1e9;
  private static final int CHUNK = 1 << 16;

  /** Judges a file or a directory with the launcher of this checkout. */
  public static Launched lint(Path path) throws IOException {
    String launcher = System.getProperty("concertina.benchmarks.launcher", "./concertina");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(launcher, "lint", "--fail-on", "never", path.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = process.getInputStream()) {
      byte[] chunk = new byte[CHUNK];
      int read = out.read(chunk);
      double first = (System.nanoTime() - begin) / NANOS;
      // The launcher becomes the program by exec, so the process is the program. It is asked with
      // each chunk, because one that has ended says nothing, and not with each line: it would wait.
      Duration processor = Duration.ZERO;
      while (read >= 0) {
        processor = process.info().totalCpuDuration().orElse(processor);
        read = out.read(chunk);
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
