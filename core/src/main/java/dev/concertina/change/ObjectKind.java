package dev.concertina.change;

import java.util.Locale;

/**
 * The kinds of objects that statements name, as SQL writes them and as {@code
 * pg_get_object_address} does ("Object Information and Addressing Functions").
 */
public enum ObjectKind {
  AGGREGATE("aggregate"),
  COLLATION("collation"),
  COLUMN("table column"),
  CONSTRAINT("table constraint"),
  DOMAIN("type"),
  EXTENSION("extension"),
  FUNCTION("function"),
  INDEX("index"),
  MATERIALIZED_VIEW("materialized view"),
  POLICY("policy"),
  PROCEDURE("procedure"),
  PUBLICATION("publication"),
  RULE("rule"),
  SCHEMA("schema"),
  SEQUENCE("sequence"),
  STATISTICS("statistics object"),
  TABLE("table"),
  TRIGGER("trigger"),
  TYPE("type"),
  VIEW("view");

  private final String address;

  ObjectKind(String address) {
    this.address = address;
  }

  /** As SQL writes it: {@code MATERIALIZED VIEW}. */
  public String sql() {
    return name().replace('_', ' ');
  }

  /** For people: {@code materialized view}. */
  public String words() {
    return sql().toLowerCase(Locale.ROOT);
  }

  /** What PostgreSQL's addresses of objects call it. */
  public String address() {
    return address;
  }

  /** Whether it has no name but on a table: {@code TRIGGER t ON users}. */
  public boolean isOfTable() {
    return this == CONSTRAINT || this == POLICY || this == RULE || this == TRIGGER;
  }

  /** Whether its arguments are a part of its name. */
  public boolean hasArguments() {
    return this == AGGREGATE || this == FUNCTION || this == PROCEDURE;
  }

  /** Whether statements that read and write rows obey it without naming it. */
  public boolean actsOnItsTable() {
    return this == POLICY || this == RULE || this == TRIGGER;
  }
}
