package dev.concertina.cli.lint;

import dev.concertina.hazard.Severity;
import dev.concertina.lint.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one rule says of the same words, one finding for each axis. */
record Group(List<Judged> findings) {

  /** Statement by statement; of each the worst first. */
  static List<Group> of(List<Judged> findings) {
    Map<String, List<Judged>> statements = new LinkedHashMap<>();
    findings.forEach(f -> statements.computeIfAbsent(place(f), k -> new ArrayList<>()).add(f));
    return statements.values().stream().flatMap(Group::ofStatement).toList();
  }

  private static Stream<Group> ofStatement(List<Judged> findings) {
    Map<String, List<Judged>> groups = new LinkedHashMap<>();
    findings.forEach(
        f ->
            groups
                .computeIfAbsent(
                    f.finding().rule() + f.finding().underline(), k -> new ArrayList<>())
                .add(f));
    return groups.values().stream()
        .map(Group::new)
        .sorted(Comparator.comparing(Group::worst).reversed());
  }

  Judged first() {
    return findings.get(0);
  }

  Severity worst() {
    return findings.stream()
        .map(judged -> judged.finding().severity())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Whether another group is about the same words of the same statement. */
  boolean blamesTheSameAs(Group other) {
    return place(first()).equals(place(other.first()))
        && first().finding().underline().equals(other.first().finding().underline());
  }

  private static String place(Judged judged) {
    return String.join(
        "\0", judged.file(), String.valueOf(judged.line()), String.valueOf(judged.column()));
  }
}
