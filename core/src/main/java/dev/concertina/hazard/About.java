package dev.concertina.hazard;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule is, without a migration to judge.
 *
 * @param id stable, lower case with hyphens
 * @param title what the hazard is, in a few words
 * @param severity of its worst finding
 * @param axes on which it may find something
 */
public record About(String id, String title, Severity severity, Set<Axis> axes) {

  public About {
    axes = Set.copyOf(axes);
  }

  /** A rule that judges on the given axes. */
  public static About of(String id, String title, Severity severity, Axis first, Axis... others) {
    EnumSet<Axis> axes = EnumSet.of(first, others);
    return new About(id, title, severity, axes);
  }

  /** The axes in the order in which they are told. */
  public List<Axis> inOrder() {
    return axes.stream().sorted().toList();
  }
}
