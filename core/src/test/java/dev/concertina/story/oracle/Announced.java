package dev.concertina.story.oracle;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import java.util.List;
import java.util.regex.Pattern;

/** In what a migration differs from the naive SQL for a while or for good, as its plan has said. */
record Announced(List<String> warnings) {

  private static final Pattern KEY =
      Pattern.compile("until CONTRACT (.*) refuses the new application's duplicates, too");

  private static final Pattern NOT_YET =
      Pattern.compile("the new shape of .* becomes unique at CONTRACT: until then .*");

  private static final Pattern FOR_GOOD =
      Pattern.compile("`abort` does not take back.*|.*after `abort` .* stays, unused");

  private static final Pattern NOT_NULL =
      Pattern.compile(".* is NOT NULL already, by .*, which stays");

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

  /** Whether a NOT NULL that is dropped and set again keeps the name of its constraint. */
  boolean keepsNotNull() {
    return warnings.stream().anyMatch(warning -> NOT_NULL.matcher(warning).matches());
  }

  /** Whether a new writer before CONTRACT met a key that goes, or missed one that comes. */
  boolean refuses(String result) {
    return isOfOldKey(result)
        || (Session.state(result).equals("42P10")
            && warnings.stream().anyMatch(warning -> NOT_YET.matcher(warning).matches()));
  }

  private boolean isOfOldKey(String result) {
    return Session.state(result).equals("23505")
        && warnings.stream()
            .map(KEY::matcher)
            .anyMatch(key -> key.matches() && result.contains('"' + key.group(1) + '"'));
  }
}
