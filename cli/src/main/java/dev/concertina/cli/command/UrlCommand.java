package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.config.DatabaseUrl;
import dev.concertina.cli.json.Json;
import dev.concertina.engine.Concertina;
import dev.concertina.sql.Identifier;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the new application puts into its connection settings. */
@Command(
    name = "url",
    description = "The connection settings of an application that uses a version.",
    footer = {"", "For example: concertina url 7"})
public final class UrlCommand implements Action {

  private static final Identifier PUBLIC = new Identifier("public");
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[a-z_][a-z0-9_]*");

  @Parameters(paramLabel = "VERSION", converter = VersionConverter.class)
  private Optional<Version> version = Optional.empty();

  @Override
  public int run(Context context) {
    Version wanted = version.orElseThrow();
    Optional<Identifier> publishes;
    try (Concertina concertina = context.connect()) {
      publishes = concertina.stored(wanted).orElseThrow(() -> unknown(wanted)).plan().publishes();
    }
    Identifier schema = context.configuration().schema().orElse(PUBLIC);
    String path =
        Stream.concat(publishes.stream(), Stream.of(schema))
            .map(UrlCommand::word)
            .collect(Collectors.joining(","));
    show(context, wanted, publishes, path);
    return 0;
  }

  private static void show(
      Context context, Version version, Optional<Identifier> publishes, String path) {
    DatabaseUrl url = context.configuration().url();
    String jdbc = url.jdbcUrl() + "?currentSchema=" + DatabaseUrl.encode(path);
    String libpq = url.libpqUrl(path);
    String text =
        publishes.isPresent()
            ? "search_path="
                + path
                + "\n"
                + libpq
                + "\n"
                + jdbc
                + "\n"
                + "The role is Concertina's: put your application's role and password in its place."
            : "search_path="
                + path
                + "\n"
                + "V"
                + version
                + " changes its tables in place: an application needs no setting of its own.";
    context
        .output()
        .show(
            text,
            new Json()
                .put("version", version)
                .put("publishes", publishes)
                .put("search_path", path)
                .put("url", libpq)
                .put("jdbc_url", jdbc));
  }

  private static String word(Identifier name) {
    return NEEDS_NO_QUOTES.matcher(name.value()).matches() ? name.value() : name.sql();
  }

  private static MigrationException unknown(Version version) {
    return new MigrationException(
        "unknown-version",
        "the journal of this database has no version " + version,
        "see concertina status; a version is known from EXPAND on",
        Optional.empty());
  }
}
