package dev.concertina.lint.git;

import dev.concertina.change.MigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs git, without a shell, and so that neither the repository's settings nor a name in it starts
 * another program.
 */
final class Git {

  private static final List<String> COMMAND =
      List.of(
          "git",
          "--no-pager",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.quotePath=false",
          "-c",
          "diff.noprefix=false",
          "-c",
          "diff.mnemonicPrefix=false");

  private final Path directory;

  Git(Path directory) {
    this.directory = directory;
  }

  /** What a call printed, and how it ended. */
  record Outcome(int exit, String out, String err) {}

  Outcome run(String... arguments) {
    List<String> words = new ArrayList<>(COMMAND);
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      String out = text(process.getInputStream());
      return new Outcome(process.waitFor(), out, err.join());
    } catch (IOException e) {
      throw (MigrationException)
          refused(
                  "git cannot be run: " + e.getMessage() + ".",
                  "Install git, or leave --since out.")
              .initCause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (MigrationException)
          refused("The wait for git was interrupted.", "Run it again.").initCause(e);
    }
  }

  /** What a call prints that must succeed. */
  String out(String... arguments) {
    Outcome outcome = run(arguments);
    if (outcome.exit() != 0) {
      throw refused(
          "git says: " + outcome.err().strip(), "Run it in the repository, or leave --since out.");
    }
    return outcome.out();
  }

  static MigrationException refused(String message, String hint) {
    return new MigrationException("git", message, hint, Optional.empty());
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
