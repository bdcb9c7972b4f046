package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.cli.Action;
import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.json.Json;
import dev.concertina.lint.convert.Converted;
import dev.concertina.lint.convert.Converter;
import dev.concertina.lint.convert.DjangoReleases;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.parser.PostgresParser;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
      "For example: python manage.py sqlmigrate app 0007 | concertina convert -",
      "Exit 3 if a statement could not be converted; it stands in a comment, with the reason."
    })
public final class ConvertCommand implements Action {

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
      names = "--django",
      description = "Print what to commit in each release with Django alone, instead.")
  private boolean django;

  @Override
  public int run(Context context) {
    Migrations migrations = Migrations.read(paths, context.in());
    migrations.problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem;
            });
    Converter converter = new Converter(new PostgresParser());
    List<Converted> converted = migrations.scripts().stream().map(converter::convert).toList();
    directory.filter(into -> !django).ifPresent(into -> converted.forEach(one -> write(into, one)));
    String text =
        converted.stream()
            .map(django ? this::releases : this::shown)
            .collect(Collectors.joining("\n"));
    context
        .output()
        .show(text, new Json().put("migrations", converted.stream().map(this::json).toList()));
    return converted.stream().allMatch(one -> one.left() == 0) ? ExitCodes.DONE : ExitCodes.INVALID;
  }

  private String shown(Converted one) {
    return directory
        .map(into -> into.resolve(one.name()) + (one.left() > 0 ? left(one) : ""))
        .orElseGet(() -> "-- " + one.name() + "\n" + one.text());
  }

  private static String left(Converted one) {
    return ": " + one.left() + " statements could not be converted; see the comments in it";
  }

  private String releases(Converted one) {
    String releases =
        one.changes().stream()
            .flatMap(change -> DjangoReleases.of(change).stream())
            .collect(Collectors.joining("\n"));
    return releases.isEmpty()
        ? "-- " + one.name() + ": nothing here breaks the old version"
        : releases;
  }

  private Json json(Converted one) {
    return new Json()
        .put("name", one.name())
        .put("sql", one.text())
        .put("not_converted", one.left())
        .put(
            "django",
            one.changes().stream().flatMap(change -> DjangoReleases.of(change).stream()).toList());
  }

  private static void write(Path into, Converted one) {
    Path file = into.resolve(one.name());
    try {
      Files.createDirectories(into);
      Files.writeString(file, one.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw (MigrationException)
          unwritable(file, "it is there already", "Remove it, or name another directory.")
              .initCause(e);
    } catch (IOException e) {
      throw (MigrationException)
          unwritable(file, String.valueOf(e.getMessage()), "Check the path and its permissions.")
              .initCause(e);
    }
  }

  private static MigrationException unwritable(Path file, String why, String next) {
    return new MigrationException(
        "unwritable-file",
        "The migration cannot be written: " + why + ".",
        next,
        new Origin(file.toString(), 1, ""));
  }
}
