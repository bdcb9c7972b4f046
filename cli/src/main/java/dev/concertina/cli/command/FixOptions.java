package dev.concertina.cli.command;

import dev.concertina.cli.json.Json;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.convert.Converted;
import dev.concertina.lint.convert.Converter;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.lint.text.LostBytes;
import dev.concertina.parser.PostgresParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Writing what is unsafe so that it is safe. */
final class FixOptions {

  @Option(
      names = "--fix",
      paramLabel = "DIR",
      description =
          "Write each script in which something is found into this directory as a migration for"
              + " Concertina, as convert does.")
  private Optional<Path> directory = Optional.empty();

  /** A migration that was written. */
  record Fixed(Path file, Converted converted) {

    String text() {
      return "written  "
          + file
          + (converted.left() == 0
              ? ""
              : ": " + converted.left() + " statements stay in comments, with the reason");
    }

    Json json() {
      return new Json().put("file", file).put("not_converted", converted.left());
    }
  }

  /** One for each script with a finding that is not accepted. */
  List<Fixed> write(Migrations migrations, LintReport report, PostgresParser parser) {
    if (directory.isEmpty()) {
      return List.of();
    }
    Set<String> unsafe = report.findings().stream().map(Judged::file).collect(Collectors.toSet());
    List<ScriptFile> scripts =
        migrations.scripts().stream()
            .filter(script -> unsafe.contains(script.name()))
            .filter(script -> LostBytes.refusal(script.name(), script.text()).isEmpty())
            .toList();
    return new Converter(parser)
        .convert(scripts).stream()
            .map(one -> new Fixed(ConvertedFiles.write(one, directory.get()), one))
            .toList();
  }
}
