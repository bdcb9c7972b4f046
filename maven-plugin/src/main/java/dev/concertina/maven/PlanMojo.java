package dev.concertina.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows the phases of what is pending; reads the database and changes nothing. */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends CommandMojo {

  /** The database; otherwise {@code DATABASE_URL} of the environment. */
  @Parameter(property = "concertina.url")
  @Nullable String url;

  /** The directory of the migrations. */
  @Parameter(property = "concertina.migrations", defaultValue = "${basedir}/migrations")
  @Nullable File migrations;

  /** One version or file, instead of all that is pending. */
  @Parameter(property = "concertina.migration")
  @Nullable String migration;

  @Override
  Optional<List<String>> arguments() {
    List<String> words = command("plan");
    add(words, "--url", url);
    Optional.ofNullable(migrations).ifPresent(found -> add(words, "--migrations", named(found)));
    Optional.ofNullable(migration).ifPresent(words::add);
    return Optional.of(words);
  }

  @Override
  Optional<Path> report() {
    return Optional.empty();
  }
}
