package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A constraint as a statement writes it.
 *
 * @param name empty if PostgreSQL chooses it
 * @param columns that it is about; for a check, all that it names
 * @param notValid whether rows that exist already are left unchecked
 * @param index the index that it takes over
 * @param references the table that a foreign key points to
 * @param proven the columns of which a check says IS NOT NULL
 * @param comparisons what a check is made of, if it is nothing but comparisons that all must hold
 * @param onDelete the action of a foreign key, {@code a} for none
 * @param deferrable whether it may be checked at COMMIT
 */
public record ConstraintSpec(
    Kind kind,
    Optional<String> name,
    List<String> columns,
    boolean notValid,
    Optional<String> index,
    Optional<QualifiedName> references,
    Set<String> proven,
    List<Comparison> comparisons,
    String onDelete,
    boolean deferrable) {

  /** What a constraint asks. */
  public enum Kind {
    CHECK("a CHECK constraint"),
    EXCLUSION("an exclusion constraint"),
    FOREIGN_KEY("a foreign key"),
    NOT_NULL("a NOT NULL constraint"),
    PRIMARY_KEY("a primary key"),
    UNIQUE("a unique constraint");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind that a name speaks of, by PostgreSQL's and common habits. */
    public static Optional<Kind> byName(String constraint) {
      String name = constraint.toLowerCase(Locale.ROOT);
      if (name.endsWith("_pkey") || name.startsWith("pk_")) {
        return Optional.of(PRIMARY_KEY);
      }
      if (name.contains("fk")) {
        return Optional.of(FOREIGN_KEY);
      }
      if (name.contains("uniq") || name.endsWith("_key")) {
        return Optional.of(UNIQUE);
      }
      return name.contains("check") ? Optional.of(CHECK) : Optional.empty();
    }

    /** With its article. */
    public String words() {
      return words;
    }
  }

  public ConstraintSpec {
    columns = List.copyOf(columns);
    proven = Set.copyOf(proven);
    comparisons = List.copyOf(comparisons);
  }

  public boolean is(Kind other) {
    return kind == other;
  }

  /** The same, with every row checked. */
  public ConstraintSpec validated() {
    return new ConstraintSpec(
        kind, name, columns, false, index, references, proven, comparisons, onDelete, deferrable);
  }

  /** The same under another name. */
  public ConstraintSpec named(String other) {
    return new ConstraintSpec(
        kind,
        Optional.of(other),
        columns,
        notValid,
        index,
        references,
        proven,
        comparisons,
        onDelete,
        deferrable);
  }

  /** Whether an index stands behind it. */
  public boolean hasIndex() {
    return kind == Kind.UNIQUE || kind == Kind.PRIMARY_KEY || kind == Kind.EXCLUSION;
  }

  /** The name that it has in a table, as PostgreSQL would choose it if need be. */
  public String nameIn(QualifiedName table) {
    String base = table.name().value() + "_";
    String middle = columns.isEmpty() ? "" : String.join("_", columns) + "_";
    return name.orElse(
        switch (kind) {
          case CHECK -> base + middle + "check";
          case EXCLUSION -> base + middle + "excl";
          case FOREIGN_KEY -> base + middle + "fkey";
          case NOT_NULL -> base + middle + "not_null";
          case PRIMARY_KEY -> base + "pkey";
          case UNIQUE -> base + middle + "key";
        });
  }
}
