package dev.concertina.benchmarks.contest;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program that is installed on this machine. */
record Program(Path file) {

  /** Finds it as a shell would. */
  static Optional<Program> named(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path file = Path.of(directory.isEmpty() ? "." : directory, name);
      if (Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(new Program(file));
      }
    }
    return Optional.empty();
  }

  /** Runs it to its end; a code other than 0 is a {@link ContestException} with what it said. */
  void run(Path directory, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.directory(directory.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new ContestException(
            file.getFileName()
                + " "
                + arguments.get(0)
                + " exited with "
                + code
                + ": "
                + said.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + file + " ran", e);
    }
  }
}
