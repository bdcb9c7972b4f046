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

  /** The directory of the migrations; {@code migrations} if none is named. */
  @Parameter(property = "concertina.migrations")
  @Nullable File migrations;

  @Parameter(defaultValue = "${basedir}/migrations", readonly = true)
  @Nullable File usual;

  /** One version or file, instead of all that is pending. */
  @Parameter(property = "concertina.migration")
  @Nullable String migration;

  @Override
  Optional<List<String>> arguments() {
    Optional<File> directory =
        Optional.ofNullable(migrations)
            .or(() -> Optional.ofNullable(usual).filter(File::isDirectory));
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = command("plan");
    add(words, "--url", url);
    add(words, "--migrations", named(directory.get()));
    Optional.ofNullable(migration).ifPresent(words::add);
    return Optional.of(words);
  }

  @Override
  String nothing() {
    return "nothing to plan: there is no "
        + Optional.ofNullable(usual).map(CommandMojo::named).orElse("project")
        + ", and <migrations> names nothing else";
  }

  @Override
  Optional<Path> report() {
    return Optional.empty();
  }
}
