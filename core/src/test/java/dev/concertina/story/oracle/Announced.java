package dev.concertina.story.oracle;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import java.util.List;
import java.util.regex.Pattern;

/** In what a migration differs from the naive SQL for a while or for good, as its plan has said. */
record Announced(List<String> warnings) {

  private static final Pattern KEY =
      Pattern.compile("until CONTRACT (.*) refuses the new application's duplicates, too");

  private static final Pattern FOR_GOOD =
      Pattern.compile("`abort` does not take back.*|.*after `abort` .* stays, unused");

  static Announced of(Concertina concertina, Migration migration) {
    return new Announced(
        concertina.stored(migration.version()).stream()
            .flatMap(stored -> stored.plan().warnings().stream())
            .toList());
  }

  /** Whether ABORT leaves something. */
  boolean isForGood() {
    return warnings.stream().anyMatch(warning -> FOR_GOOD.matcher(warning).matches());
  }

  /** Whether it is a key that goes which has refused a new writer before CONTRACT. */
  boolean refuses(String result) {
    return Session.state(result).equals("23505")
        && warnings.stream()
            .map(KEY::matcher)
            .anyMatch(key -> key.matches() && result.contains('"' + key.group(1) + '"'));
  }
}
