package dev.concertina.maven;

import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Program;
import dev.concertina.cli.Stop;
import dev.concertina.cli.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Runs one command of the program inside of Maven. */
abstract class CommandMojo extends AbstractMojo {

  /** Does nothing. */
  @Parameter(property = "concertina.skip", defaultValue = "false")
  boolean skip;

  /** The words of the command line; nothing if there is nothing to do. */
  abstract Optional<List<String>> arguments();

  /** Why there is nothing to do. */
  abstract String nothing();

  /** Where its result goes; empty for the log. */
  abstract Optional<Path> report();

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    Optional<List<String>> words = skip ? Optional.empty() : arguments();
    if (words.isEmpty()) {
      getLog().info(skip ? "concertina is skipped" : nothing());
    } else {
      run(words.get());
    }
  }

  private void run(List<String> words) throws MojoExecutionException, MojoFailureException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false);
    int exit = new Program(terminal, System.getenv(), new Stop()).run(words.toArray(String[]::new));
    tell(out.toString(), exit);
    err.toString().lines().forEach(getLog()::error);
    if (exit == ExitCodes.HAZARD) {
      throw new MojoFailureException("hazards were found" + whereToRead());
    }
    if (exit != ExitCodes.DONE) {
      throw new MojoExecutionException(
          "concertina %s ended with exit code %d%s".formatted(words.get(0), exit, whereToRead()));
    }
  }

  private String whereToRead() {
    return report().map(file -> "; see " + file).orElse("; see above");
  }

  private void tell(String text, int exit) throws MojoExecutionException {
    Optional<Path> file = report();
    if (file.isPresent()) {
      write(file.get(), text);
    } else if (exit == ExitCodes.DONE) {
      text.lines().forEach(getLog()::info);
    } else {
      text.lines().forEach(getLog()::warn);
    }
  }

  private static void write(Path file, String text) throws MojoExecutionException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new MojoExecutionException("the report cannot be written: " + file, e);
    }
  }

  /** A list to add to. */
  static List<String> command(String name) {
    return new ArrayList<>(List.of(name));
  }

  /** Adds an option, if it has a value. */
  static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }

  /**
   * A file as the command line would name it. Maven makes files absolute, but annotations,
   * baselines and people want them as they are in the repository.
   */
  static String named(File file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = file.toPath().toAbsolutePath().normalize();
    return path.startsWith(here) && !path.equals(here)
        ? here.relativize(path).toString()
        : path.toString();
  }
}
