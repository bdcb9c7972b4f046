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

  /** Files and directories; {@code src/main/resources/db/migration} if none is named. */
  @Parameter(property = "concertina.paths")
  List<File> paths = List.of();

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

  @Parameter(defaultValue = "${basedir}/src/main/resources/db/migration", readonly = true)
  @Nullable File usual;

  @Override
  Optional<List<String>> arguments() {
    List<File> wanted = paths.isEmpty() ? usualDirectory() : paths;
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = command("lint");
    add(words, "--since", since);
    add(words, "--fail-on", failOn);
    add(words, "--pg", pg);
    add(words, "--sizes", sizes);
    add(words, "--baseline", baseline);
    add(words, "--format", format);
    wanted.forEach(path -> words.add(named(path)));
    return Optional.of(words);
  }

  @Override
  String nothing() {
    return "nothing to lint: there is no "
        + Optional.ofNullable(usual).map(CommandMojo::named).orElse("project")
        + ", and <paths> names nothing else";
  }

  /** A module without migrations is none that fails. */
  private List<File> usualDirectory() {
    return Optional.ofNullable(usual).filter(File::isDirectory).stream().toList();
  }

  @Override
  Optional<Path> report() {
    return Optional.ofNullable(report).map(File::toPath);
  }
}
