package dev.concertina.lint;

import dev.concertina.hazard.Finding;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Span;
import dev.concertina.hazard.Unit;
import dev.concertina.lint.text.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds lines and columns of findings. A file may hold several scripts. Not thread-safe. */
final class Places {

  private final Map<String, List<String>> textsByFile = new HashMap<>();
  private final Map<String, Lines> lines = new HashMap<>();

  Places(List<Unit> units) {
    for (Unit unit : units) {
      Script script = unit.script();
      textsByFile.computeIfAbsent(script.name(), name -> new ArrayList<>()).add(script.text());
    }
  }

  Judged judged(Finding finding, String fingerprint) {
    Lines own = lines.computeIfAbsent(text(finding), Lines::new);
    Span span = finding.statement();
    return new Judged(
        finding,
        own.lineOf(span.start()),
        own.columnOf(span.start()),
        own.lineOf(span.end()),
        own.columnOf(span.end()),
        fingerprint);
  }

  private String text(Finding finding) {
    return textsByFile.getOrDefault(finding.origin().file(), List.of()).stream()
        .filter(text -> holds(text, finding))
        .findFirst()
        .orElseThrow();
  }

  private static boolean holds(String text, Finding finding) {
    return text.startsWith(finding.origin().statement(), finding.statement().start());
  }
}
