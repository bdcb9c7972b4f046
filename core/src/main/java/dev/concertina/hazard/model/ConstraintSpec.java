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
 * @param target what a foreign key points to
 * @param proven the columns of which a check says IS NOT NULL
 * @param comparisons what a check is made of, if it is nothing but comparisons that all must hold
 * @param deferrable whether it may be checked at COMMIT
 */
public record ConstraintSpec(
    Kind kind,
    Optional<String> name,
    List<String> columns,
    boolean notValid,
    Optional<String> index,
    Optional<Target> target,
    Set<String> proven,
    List<Comparison> comparisons,
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

  /**
   * What a foreign key points to.
   *
   * @param columns empty for those of the primary key
   * @param onDelete its action, {@code a} for none
   */
  public record Target(QualifiedName table, List<String> columns, String onDelete) {

    public Target {
      columns = List.copyOf(columns);
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

  /** The table that a foreign key points to. */
  public Optional<QualifiedName> references() {
    return target.map(Target::table);
  }

  /** What a foreign key does to rows whose parent goes, {@code a} for refusing that. */
  public String onDelete() {
    return target.map(Target::onDelete).orElse("a");
  }

  /** The same, with every row checked. */
  public ConstraintSpec validated() {
    return with(name, columns, false);
  }

  /** The same under another name. */
  public ConstraintSpec named(String other) {
    return with(Optional.of(other), columns, notValid);
  }

  /** The same with the columns of the index that it takes over. */
  public ConstraintSpec over(List<String> indexed) {
    return with(name, indexed, notValid);
  }

  /** The same after a column has got another name. */
  ConstraintSpec withColumnNamed(String from, String to) {
    return with(name, columns.stream().map(c -> c.equals(from) ? to : c).toList(), notValid);
  }

  private ConstraintSpec with(
      Optional<String> otherName, List<String> otherColumns, boolean isNotValid) {
    return new ConstraintSpec(
        kind, otherName, otherColumns, isNotValid, index, target, proven, comparisons, deferrable);
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
