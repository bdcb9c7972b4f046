package dev.concertina.lint;

import dev.concertina.change.Origin;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Unit;
import dev.concertina.lint.ignore.Baseline;
import dev.concertina.lint.ignore.IgnoreComment;
import dev.concertina.source.directive.Allowance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes away what is accepted, and tells of ignores that accept nothing. Not thread-safe. */
final class Ignores {

  private final Set<String> rules;
  private final Optional<Baseline> baseline;
  private final Set<String> files = new HashSet<>();
  private final List<Comment> comments = new ArrayList<>();
  private final Map<String, List<Comment>> byFile = new HashMap<>();
  private final Set<String> usedEntries = new HashSet<>();
  private final Set<Use> used = new HashSet<>();
  private final List<Silenced> silenced = new ArrayList<>();

  /** A comment in its file. */
  private record Comment(String file, IgnoreComment comment) {}

  /** One rule of a comment that accepts something. */
  private record Use(Comment comment, String rule) {}

  Ignores(List<Rule> rules, List<Unit> units, Optional<Baseline> baseline) {
    this.rules = rules.stream().map(Rule::id).collect(Collectors.toSet());
    this.baseline = baseline;
    units.stream().map(Unit::script).filter(Script::judged).forEach(this::read);
  }

  private void read(Script script) {
    files.add(script.name());
    for (IgnoreComment found : IgnoreComment.of(script.text())) {
      Comment comment = new Comment(script.name(), found);
      comments.add(comment);
      byFile.computeIfAbsent(script.name(), name -> new ArrayList<>()).add(comment);
    }
  }

  /** Whether a finding is still one; if it is accepted, keeps it aside. */
  boolean leave(Judged judged) {
    Optional<Silenced> accepted = byComment(judged).or(() -> byBaseline(judged));
    accepted.ifPresent(silenced::add);
    return accepted.isEmpty();
  }

  List<Silenced> silenced() {
    return silenced;
  }

  private Optional<Silenced> byComment(Judged judged) {
    for (Comment comment : byFile.getOrDefault(judged.file(), List.of())) {
      String rule = judged.finding().rule();
      Optional<Allowance> allowance =
          comment.comment().allowances().stream().filter(a -> a.rule().equals(rule)).findFirst();
      boolean here = comment.comment().statement().orElse(0) == judged.line();
      if (here && allowance.isPresent()) {
        used.add(new Use(comment, rule));
        String where = judged.file() + ":" + comment.comment().line();
        return Optional.of(new Silenced(judged, allowance.get().reason(), where));
      }
    }
    return Optional.empty();
  }

  private Optional<Silenced> byBaseline(Judged judged) {
    return baseline
        .flatMap(file -> file.of(judged.fingerprint()))
        .map(
            entry -> {
              usedEntries.add(entry.fingerprint());
              String where = baseline.orElseThrow().file() + ":" + entry.line();
              return new Silenced(judged, entry.because(), where);
            });
  }

  /** What is wrong with ignores; to be asked when all findings have been seen. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Comment comment : comments) {
      problems.addAll(problems(comment));
    }
    baseline.ifPresent(
        file ->
            file.entries().stream()
                .filter(entry -> !usedEntries.contains(entry.fingerprint()) && isCovered(entry))
                .map(entry -> unused(file, entry))
                .forEach(problems::add));
    return problems;
  }

  private List<Problem> problems(Comment comment) {
    List<Allowance> allowances = comment.comment().allowances();
    if (allowances.isEmpty()) {
      return List.of(
          problem(
              "ignore-without-reason",
              "This ignore lacks its rule or its reason, so it has no effect.",
              "Write: -- concertina: allow RULE because REASON; several rules with commas.",
              comment));
    }
    return allowances.stream().flatMap(each -> problem(comment, each.rule()).stream()).toList();
  }

  private Optional<Problem> problem(Comment comment, String rule) {
    if (!rules.contains(rule)) {
      return Optional.of(
          problem(
              "ignore-unknown-rule",
              "There is no rule " + rule + ": allowing it has no effect.",
              "Name the rule as the finding does; concertina lint --explain lists all.",
              comment));
    }
    return used.contains(new Use(comment, rule))
        ? Optional.empty()
        : Optional.of(
            problem(
                "ignore-unused",
                "Nothing is found here for " + rule + ": allowing it has no effect.",
                "Remove it, or put it directly before the statement that it means.",
                comment));
  }

  private static Problem problem(String code, String message, String hint, Comment comment) {
    Origin origin =
        new Origin(
            comment.file(),
            comment.comment().line(),
            "-- concertina: " + comment.comment().written());
    return new Problem(Problem.Kind.IGNORE, code, message, hint, Optional.of(origin));
  }

  /** An entry whose file was not judged in this run may well be needed in the next one. */
  private boolean isCovered(Baseline.Entry entry) {
    return files.contains(entry.file()) || !Files.exists(Path.of(entry.file()));
  }

  private static Problem unused(Baseline baseline, Baseline.Entry entry) {
    Origin origin = new Origin(baseline.file().toString(), entry.line(), entry.statement());
    return new Problem(
        Problem.Kind.IGNORE,
        "ignore-unused",
        "Nothing is found any more for " + entry.rule() + " in " + entry.file() + ".",
        "Remove the entry, or write the baseline anew with --write-baseline.",
        Optional.of(origin));
  }
}
