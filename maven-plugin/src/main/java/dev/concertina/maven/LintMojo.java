package dev.concertina.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Fails the build if a migration would hurt a rolling deploy. */
@Mojo(
    name = "lint",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class LintMojo extends CommandMojo {

  /** Files and directories. */
  @Parameter(
      property = "concertina.paths",
      defaultValue = "${basedir}/src/main/resources/db/migration")
  List<String> paths = List.of();

  /** Only what changed since a revision of git. */
  @Parameter(property = "concertina.since")
  @Nullable String since;

  /** {@code error}, {@code warning}, {@code notice} or {@code never}. */
  @Parameter(property = "concertina.failOn", defaultValue = "warning")
  @Nullable String failOn;

  /** The server's major version. */
  @Parameter(property = "concertina.pg")
  @Nullable Integer pg;

  /** Rows of tables, in JSON. */
  @Parameter(property = "concertina.sizes")
  @Nullable File sizes;

  /** Findings that are accepted. */
  @Parameter(property = "concertina.baseline")
  @Nullable File baseline;

  /** {@code text}, {@code json}, {@code sarif}, {@code github}, {@code gitlab} or {@code junit}. */
  @Parameter(property = "concertina.format", defaultValue = "text")
  @Nullable String format;

  /** Where the result goes; the log, if there is none. */
  @Parameter(property = "concertina.report")
  @Nullable File report;

  @Override
  List<String> arguments() {
    List<String> words = command("lint");
    add(words, "--since", since);
    add(words, "--fail-on", failOn);
    add(words, "--pg", pg);
    add(words, "--sizes", sizes);
    add(words, "--baseline", baseline);
    add(words, "--format", format);
    words.addAll(paths);
    return words;
  }

  @Override
  Optional<Path> report() {
    return Optional.ofNullable(report).map(File::toPath);
  }
}
