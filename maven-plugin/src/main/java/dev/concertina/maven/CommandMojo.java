package dev.concertina.maven;

import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Program;
import dev.concertina.cli.Stop;
import dev.concertina.cli.Terminal;
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

  /** The words of the command line. */
  abstract List<String> arguments();

  /** Where its result goes; empty for the log. */
  abstract Optional<Path> report();

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("concertina is skipped");
      return;
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            false);
    int exit =
        new Program(terminal, System.getenv(), new Stop()).run(arguments().toArray(String[]::new));
    tell(out.toString(), exit);
    err.toString().lines().forEach(getLog()::error);
    if (exit == ExitCodes.HAZARD) {
      throw new MojoFailureException("hazards were found; they are listed above");
    }
    if (exit != ExitCodes.DONE) {
      throw new MojoExecutionException("concertina ended with exit code " + exit);
    }
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

  /** Adds an option, if it has a value. */
  static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.addAll(List.of(option, value.toString()));
    }
  }

  /** A list to add to. */
  static List<String> command(String name) {
    return new ArrayList<>(List.of(name));
  }
}
