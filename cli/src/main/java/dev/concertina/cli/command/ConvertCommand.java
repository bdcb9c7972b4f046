package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.Unfinished;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.config.UrlConnections;
import dev.concertina.cli.json.Json;
import dev.concertina.lint.convert.CatalogWaysBack;
import dev.concertina.lint.convert.Converted;
import dev.concertina.lint.convert.Converter;
import dev.concertina.lint.convert.DjangoReleases;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.lint.text.LostBytes;
import dev.concertina.parser.PostgresParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The same migrations, written so that they are safe. */
@Command(
    name = "convert",
    description =
        "Write migrations of other tools as naive SQL for Concertina, which does the same safely.",
    footer = {
      "",
      "For example: python manage.py sqlmigrate app 0007 | concertina convert - --as V7__rename",
      "With --url the database says which types columns had, for the way back of a new type.",
      "Exit 3 if a statement could not be converted; it stands in a comment, with the reason."
    })
public final class ConvertCommand implements Action {

  private static final String AFTERWARDS =
      """

      A migration that ends with "lock timeout" has changed nothing: run migrate again. It waits for less
      than deadlock_timeout (1 s), so that no request is ended in its stead.
      """;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "As lint takes them; - reads standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Write files there, instead of to standard output. No file is overwritten.")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "What the one migration is called: V7__rename_user_name.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--django",
      description = "Print what to commit in each release with Django alone, instead.")
  private boolean django;

  @Override
  public Unfinished unfinished() {
    return Unfinished.READING;
  }

  @Override
  public int run(Context context) {
    PostgresParser parser = context.parser();
    if (!context.configuration().namesDatabase()) {
      return run(context, new Converter(parser));
    }
    UrlConnections connections =
        new UrlConnections(context.configuration().url(), context.configuration().schema());
    try (Connection connection = connections.open("concertina:convert")) {
      return run(context, new Converter(parser, new CatalogWaysBack(connection)));
    } catch (SQLException e) {
      throw (MigrationException)
          new MigrationException(
                  "unreachable",
                  connections.target() + " cannot be asked for types: " + e.getMessage(),
                  "leave --url out, and write down = … where plan asks for it",
                  Optional.empty())
              .initCause(e);
    }
  }

  private int run(Context context, Converter converter) {
    Migrations migrations = Migrations.read(paths, context.in(), context.parser());
    migrations.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem;
            });
    DjangoReleases releases = new DjangoReleases(converter);
    List<ScriptFile> scripts =
        named(migrations.scripts().stream().filter(Converter::doesSomething).toList());
    scripts.forEach(ConvertCommand::refuseLostBytes);
    List<Converted> converted = converter.convert(scripts);
    boolean wanted = django || context.output().isJson();
    List<Done> done = new ArrayList<>();
    for (int i = 0; i < scripts.size(); i++) {
      done.add(
          new Done(converted.get(i), wanted ? releases.of(scripts.get(i)) : List.<String>of()));
    }
    directory
        .filter(into -> !django)
        .ifPresent(into -> done.forEach(one -> ConvertedFiles.write(one.converted(), into)));
    String text =
        done.stream().map(django ? Done::inDjango : this::shown).collect(Collectors.joining("\n"));
    context
        .output()
        .show(text, new Json().put("migrations", done.stream().map(Done::json).toList()));
    return done.stream().allMatch(Done::isWhole) ? ExitCodes.DONE : ExitCodes.INVALID;
  }

  /** What is written is UTF-8, and would say something else. */
  private static void refuseLostBytes(ScriptFile script) {
    LostBytes.refusal(script.name(), script.text())
        .ifPresent(
            lost -> {
              throw lost;
            });
  }

  private List<ScriptFile> named(List<ScriptFile> scripts) {
    if (name.isEmpty()) {
      return scripts;
    }
    if (scripts.size() != 1) {
      throw new UsageException(
          "--as names one migration, and there are " + scripts.size(),
          "leave --as out, or name one file");
    }
    String file = name.get().replaceFirst("\\.sql$", "") + ".sql";
    if (!Converter.isName(file)) {
      throw new UsageException(
          "--as " + name.get() + " says no version, or not what the migration does",
          "write it like --as V7__rename_user_name");
    }
    ScriptFile only = scripts.get(0);
    return List.of(new ScriptFile(file, only.path(), only.text(), only.transaction()));
  }

  /** A script in both of the ways in which it can be made safe. */
  private record Done(Converted converted, List<String> releases) {

    boolean isWhole() {
      return converted.left() == 0;
    }

    String inDjango() {
      return releases.isEmpty()
          ? converted.name()
              + ": nothing here needs releases of its own; concertina lint says what else to mind"
          : several() + String.join("\n", releases) + AFTERWARDS;
    }

    private String several() {
      return releases.size() == 1
          ? ""
          : releases.size()
              + " changes. Their first releases can be one, as can their second ones and so on: the"
              + " migrations\nin the order in which they stand here.\n\n";
    }

    Json json() {
      return new Json()
          .put("name", converted.name())
          .put("sql", converted.text())
          .put("not_converted", converted.left())
          .put("django", releases);
    }
  }

  private String shown(Done done) {
    Converted one = done.converted();
    return directory
        .map(into -> into.resolve(one.name()) + (one.left() > 0 ? left(one) : ""))
        .orElseGet(() -> "-- " + one.name() + "\n" + one.text());
  }

  private static String left(Converted one) {
    return ": " + one.left() + " statements could not be converted; see the comments in it";
  }
}
