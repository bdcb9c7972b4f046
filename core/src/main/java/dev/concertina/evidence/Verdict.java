package dev.concertina.evidence;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one live statement uses of the doomed objects.
 *
 * @param meanings one for each search path under which PostgreSQL understands the statement
 * @param unknown why it cannot be told what it uses, each a sentence; with a meaning, what is known
 *     of it stands there all the same
 */
public record Verdict(LiveStatement statement, List<Meaning> meanings, List<String> unknown) {

  public Verdict {
    meanings = List.copyOf(meanings);
    unknown = List.copyOf(unknown);
  }

  /**
   * What the statement means under one search path.
   *
   * @param path the schemas in which names were looked for, in their order
   * @param relations everything that it uses
   * @param uses the doomed objects among it
   */
  public record Meaning(List<Identifier> path, List<RelationUse> relations, List<Use> uses) {
    public Meaning {
      path = List.copyOf(path);
      relations = List.copyOf(relations);
      uses = List.copyOf(uses);
    }
  }

  /** All uses, whatever the search path. */
  public List<Use> uses() {
    return meanings.stream().flatMap(meaning -> meaning.uses().stream()).distinct().toList();
  }

  /** The heaviest need under any search path. */
  public Need need() {
    Stream<Need> used =
        uses().stream().map(u -> u.manner() == Use.Manner.SHAPE ? Need.SHAPE : Need.USE);
    Stream<Need> notKnown = unknown.isEmpty() ? Stream.of() : Stream.of(Need.UNKNOWN);
    return Stream.concat(used, notKnown).max(Enum::compareTo).orElse(Need.NOTHING);
  }

  /**
   * Whether it uses the objects under one path and not under another: nobody knows which it has.
   */
  public boolean dependsOnPath() {
    return meanings.stream().map(meaning -> meaning.uses().isEmpty()).distinct().count() > 1;
  }

  /** What it uses, or why that is not known; for people. */
  public String words() {
    return switch (need()) {
      case NOTHING -> "uses nothing of it";
      case SHAPE -> "selects all columns, among them " + names();
      case USE -> uses().stream().allMatch(Verdict::isOmission) ? omits() : "uses " + names();
      case UNKNOWN -> String.join(" ", unknown);
    };
  }

  private String names() {
    return uses().stream()
        .filter(use -> !isOmission(use))
        .map(Use::words)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String omits() {
    return "leaves out "
        + uses().stream().map(Use::words).distinct().collect(Collectors.joining(", "))
        + ", which after CONTRACT must not be NULL and has no default";
  }

  private static boolean isOmission(Use use) {
    return use.object() instanceof DoomedObject.Omission;
  }
}
