package dev.concertina.cli.command;

import dev.concertina.cli.Context;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.UsageException;
import dev.concertina.cli.json.Json;
import dev.concertina.hazard.Finding;
import dev.concertina.lint.Judged;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Silenced;
import dev.concertina.lint.ignore.Baseline;
import dev.concertina.lint.ignore.Baseline.Entry;
import dev.concertina.words.OneLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Findings that were there before lint was, in a file. */
final class BaselineOptions {

  private static final int SHOWN = 120;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings that are accepted, each with a reason.")
  private Optional<Path> baseline = Optional.empty();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Accept what is found now; reasons that the file has already are kept.")
  private Optional<Path> written = Optional.empty();

  @Option(
      names = "--because",
      paramLabel = "REASON",
      description = "Why --write-baseline accepts them.")
  private Optional<String> because = Optional.empty();

  boolean isWanted() {
    return written.isPresent();
  }

  Optional<Baseline> read() {
    return baseline.or(() -> written.filter(Files::exists)).map(Baseline::read);
  }

  int write(LintReport report, Context context) {
    Path file = written.orElseThrow();
    String reason =
        because
            .filter(words -> !words.isBlank())
            .orElseThrow(
                () ->
                    new UsageException(
                        "a baseline needs a reason",
                        "add --because \"older than the linter\", for instance"));
    List<Entry> entries = new ArrayList<>();
    report.silenced().stream()
        .filter(silenced -> silenced.where().startsWith(file + ":"))
        .map(BaselineOptions::kept)
        .forEach(entries::add);
    report.findings().stream().map(judged -> entry(judged, reason)).forEach(entries::add);
    new Baseline(file, entries).write();
    context
        .output()
        .show(
            file + ": " + entries.size() + " findings are accepted",
            new Json().put("baseline", file).put("accepted", entries.size()));
    return ExitCodes.DONE;
  }

  private static Entry kept(Silenced silenced) {
    return entry(silenced.judged(), silenced.reason());
  }

  private static Entry entry(Judged judged, String reason) {
    Finding finding = judged.finding();
    return new Entry(
        judged.fingerprint(),
        finding.rule(),
        finding.axis().key(),
        judged.file(),
        OneLine.of(finding.origin().statement(), SHOWN, ""),
        reason,
        1);
  }
}
