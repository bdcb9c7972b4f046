package dev.concertina.story.oracle;

import java.util.List;

/**
 * What a schema has beside tables and columns.
 *
 * @param name quoted; of a function with its parentheses
 * @param table the place of its table in the case; of no meaning where it stands alone
 */
record Thing(What what, String name, int table) {

  /** The kinds, as SQL calls them. */
  enum What {
    CHECK("CONSTRAINT", Naming.PART),
    FOREIGN_KEY("CONSTRAINT", Naming.PART),
    KEY("CONSTRAINT", Naming.PART),
    TRIGGER("TRIGGER", Naming.OWN_ON_TABLE),
    POLICY("POLICY", Naming.OWN_ON_TABLE),
    RULE("RULE", Naming.OWN_ON_TABLE),
    INDEX("INDEX", Naming.ALONE),
    STATISTICS("STATISTICS", Naming.ALONE),
    VIEW("VIEW", Naming.ALONE),
    MATERIALIZED_VIEW("MATERIALIZED VIEW", Naming.ALONE),
    SEQUENCE("SEQUENCE", Naming.ALONE),
    FUNCTION("FUNCTION", Naming.ALONE),
    DOMAIN("DOMAIN", Naming.ALONE),
    TYPE("TYPE", Naming.ALONE),
    SCHEMA("SCHEMA", Naming.ALONE),
    TABLE("TABLE", Naming.ALONE);

    private final String word;
    private final Naming naming;

    What(String word, Naming naming) {
      this.word = word;
      this.naming = naming;
    }

    /** Whether statements about it name its table. */
    boolean isOfTable() {
      return naming != Naming.ALONE;
    }
  }

  private enum Naming {
    /** {@code ALTER TABLE t DROP CONSTRAINT x}. */
    PART,
    /** {@code DROP TRIGGER x ON t}. */
    OWN_ON_TABLE,
    /** {@code DROP VIEW x}. */
    ALONE
  }

  /** Whether only its user knows when it may be another. */
  boolean takesPhase() {
    return switch (what) {
      case VIEW, MATERIALIZED_VIEW, SEQUENCE, FUNCTION, DOMAIN, STATISTICS -> true;
      default -> false;
    };
  }

  String drop(String on) {
    return switch (what.naming) {
      case PART -> "ALTER TABLE " + on + " DROP CONSTRAINT " + name;
      case OWN_ON_TABLE -> "DROP " + what.word + " " + name + " ON " + on;
      case ALONE -> "DROP " + what.word + " " + name;
    };
  }

  String rename(String on, String to) {
    return switch (what.naming) {
      case PART -> "ALTER TABLE " + on + " RENAME CONSTRAINT " + name + " TO " + to;
      case OWN_ON_TABLE -> "ALTER " + what.word + " " + name + " ON " + on + " RENAME TO " + to;
      case ALONE -> "ALTER " + what.word + " " + name + " RENAME TO " + to;
    };
  }

  String comment(String on) {
    String whose = what.isOfTable() ? " ON " + on : "";
    return "COMMENT ON " + what.word + " " + name + whose + " IS 'its use'";
  }

  Thing named(String to) {
    return new Thing(what, what == What.FUNCTION ? to + "()" : to, table);
  }

  /** What only things of some kinds are told. */
  List<String> told(String on) {
    String alter = "ALTER TABLE " + on + " ";
    return switch (what) {
      case CHECK -> List.of(alter + "VALIDATE CONSTRAINT " + name);
      case FOREIGN_KEY ->
          List.of(
              alter + "VALIDATE CONSTRAINT " + name,
              alter + "ALTER CONSTRAINT " + name + " DEFERRABLE INITIALLY DEFERRED",
              alter + "ALTER CONSTRAINT " + name + " NOT DEFERRABLE");
      case TRIGGER ->
          List.of(alter + "DISABLE TRIGGER " + name, alter + "ENABLE ALWAYS TRIGGER " + name);
      case INDEX -> List.of(alter + "CLUSTER ON " + name);
      case STATISTICS -> List.of("ALTER STATISTICS " + name + " SET STATISTICS 7");
      case SEQUENCE ->
          List.of(
              "ALTER SEQUENCE " + name + " INCREMENT 3 CACHE 5",
              "ALTER SEQUENCE " + name + " OWNER TO oracle_owner");
      case FUNCTION -> List.of("ALTER FUNCTION " + name + " STABLE COST 7");
      case VIEW -> List.of("GRANT SELECT ON " + name + " TO oracle_reader");
      case TYPE -> List.of("ALTER TYPE " + name + " ADD VALUE 'c' BEFORE 'b'");
      case DOMAIN -> List.of("ALTER DOMAIN " + name + " SET DEFAULT 4");
      case SCHEMA -> List.of("GRANT USAGE ON SCHEMA " + name + " TO oracle_reader");
      case TABLE -> List.of("ALTER TABLE " + name + " ADD COLUMN more text");
      case KEY, POLICY, RULE, MATERIALIZED_VIEW -> List.of(comment(on));
    };
  }
}
