package dev.concertina.hazard.model;

import dev.concertina.hazard.Names;
import dev.concertina.sql.QualifiedName;

/**
 * What reads columns of a table, so that PostgreSQL neither gives them another type nor drops them
 * without it.
 *
 * @param name of a view; else the table's schema and the name of the policy, trigger or column
 */
public record Dependent(Kind kind, QualifiedName name) {

  /** What it is. */
  public enum Kind {
    GENERATED_COLUMN("the generated column"),
    PARTITION_KEY("the partition key of"),
    POLICY("the policy"),
    TRIGGER("the trigger"),
    VIEW("the view");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** With its article. */
    public String words() {
      return words;
    }
  }

  /** For people. */
  public String words() {
    return kind.words() + " " + Names.words(name);
  }

  boolean isColumn(String column) {
    return kind == Kind.GENERATED_COLUMN && name.name().value().equals(column);
  }
}
