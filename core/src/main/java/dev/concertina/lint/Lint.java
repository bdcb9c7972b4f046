package dev.concertina.lint;

import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Linter;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Unit;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.git.ChangedLines;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.parser.PostgresParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges migrations. Safe for any thread. */
public final class Lint {

  private final TolerantReader reader;
  private final Linter linter;
  private final List<Rule> rules;

  public Lint(PostgresParser parser, List<Rule> rules) {
    this.reader = new TolerantReader(parser);
    this.linter = new Linter(parser, rules);
    this.rules = List.copyOf(rules);
  }

  /** What is wrong with the migrations, and what of it is accepted. */
  public LintReport judge(Migrations migrations, LintRequest request) {
    List<ScriptFile> files = migrations.scripts();
    List<TolerantReader.Read> read = read(scripts(files, request.since()));
    List<Unit> units = read.stream().map(TolerantReader.Read::unit).toList();
    List<Judged> judged = judged(linter.judge(units, request.context()), units);
    Ignores ignores = new Ignores(rules, units, request.baseline());
    List<Judged> open = judged.stream().filter(ignores::leave).toList();
    List<Unit> own = units.stream().filter(unit -> unit.script().judged()).toList();
    return new LintReport(
        since(open, files, request.since()),
        ignores.silenced(),
        problems(migrations, read, ignores),
        own.size(),
        own.stream().mapToInt(unit -> unit.statements().size()).sum());
  }

  /** What of the migrations can be read, in the order in which it runs. */
  public List<Unit> units(Migrations migrations) {
    return read(scripts(migrations.scripts(), Optional.empty())).stream()
        .map(TolerantReader.Read::unit)
        .toList();
  }

  private static List<Problem> problems(
      Migrations migrations, List<TolerantReader.Read> read, Ignores ignores) {
    List<Problem> problems = new ArrayList<>();
    migrations.problems().forEach(refused -> problems.add(Problem.unread(refused)));
    read.stream()
        .filter(each -> each.unit().script().judged())
        .forEach(each -> problems.addAll(each.problems()));
    problems.addAll(ignores.problems());
    return problems;
  }

  /** Each script is a release of its own; what is new since a revision is one release. */
  private static List<Script> scripts(List<ScriptFile> files, Optional<ChangedLines> since) {
    List<Script> scripts = new ArrayList<>();
    int release = 0;
    boolean lastWasNew = false;
    for (ScriptFile file : files) {
      boolean isNew = since.isEmpty() || isTouched(file, since.get());
      boolean sameRelease = since.isPresent() && isNew && lastWasNew;
      release += sameRelease ? 0 : 1;
      lastWasNew = isNew;
      scripts.add(new Script(file.name(), file.text(), file.transaction(), release, isNew));
    }
    return scripts;
  }

  private static boolean isTouched(ScriptFile file, ChangedLines since) {
    return file.path().isEmpty() || since.touch(file.path().get());
  }

  /** Parsing is nearly all of the work, and each script is parsed by itself. */
  private List<TolerantReader.Read> read(List<Script> scripts) {
    return scripts.parallelStream().map(reader::read).toList();
  }

  private static List<Judged> judged(List<Finding> findings, List<Unit> units) {
    Places places = new Places(units);
    Fingerprints fingerprints = new Fingerprints();
    return findings.stream()
        .map(finding -> places.judged(finding, fingerprints.of(finding)))
        .toList();
  }

  private static List<Judged> since(
      List<Judged> findings, List<ScriptFile> files, Optional<ChangedLines> since) {
    if (since.isEmpty()) {
      return findings;
    }
    Map<String, Path> paths = new HashMap<>();
    files.forEach(file -> file.path().ifPresent(path -> paths.put(file.name(), path)));
    return findings.stream().filter(each -> isNew(each, paths, since.get())).toList();
  }

  private static boolean isNew(Judged judged, Map<String, Path> paths, ChangedLines since) {
    Path path = paths.get(judged.file());
    return path == null || since.touch(path, judged.line(), judged.endLine());
  }
}
