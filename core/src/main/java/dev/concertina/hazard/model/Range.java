package dev.concertina.hazard.model;

/**
 * The bounds of a partition by one column.
 *
 * @param from the lowest value that belongs to it
 * @param to the first that no longer does
 */
public record Range(String from, String to) {

  /**
   * Whether a valid check may prove that a table has no row within it. What is no plain comparison
   * is not understood, and taken for a proof.
   */
  boolean mayBeExcludedBy(ConstraintSpec check) {
    return check.comparisons().isEmpty()
        || check.comparisons().stream().anyMatch(each -> each.excludes(from, to));
  }
}
