package dev.concertina.preflight;

import dev.concertina.evidence.DoomedObject;
import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.RenewedLookup;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.closure.TriggerArguments;
import dev.concertina.parser.PostgresParser;
import dev.concertina.preflight.Finding.Weight;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A function like {@code tsvector_update_trigger} or {@code moddatetime} takes an argument of its
 * trigger for the name of a column ("CREATE TRIGGER" in the documentation). PostgreSQL records
 * nothing of it and renames nothing: where the column has gone, every write that fires the trigger
 * fails. An argument that is the name is asked about; one that only holds it is told.
 */
record TriggerArgumentCheck(PostgresParser parser) implements Check {

  private static final String CODE = "trigger-arguments";

  /**
   * A trigger.
   *
   * @param exact whether an argument is the name and nothing else
   */
  private record Called(String definition, boolean exact) {}

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    Takeaway takeaway = DoomedObjects.in(subject.connection(), parser).of(subject.plan());
    Collection<Long> renewed = new RenewedLookup(subject.connection()).of(takeaway).triggers();
    List<Finding> found = new ArrayList<>();
    for (DoomedObject doomed : takeaway.doomed()) {
      if (doomed instanceof DoomedObject.Column column) {
        boolean stays = takeaway.renewed().columns().contains(column);
        for (Called called : called(subject, column, renewed)) {
          found.add(stays ? retyped(column, called) : gone(column, called));
        }
      }
    }
    return found;
  }

  private static Finding gone(DoomedObject.Column column, Called called) {
    return new Finding(
        CODE,
        called.exact() ? Weight.ASKS : Weight.TELLS,
        "A trigger has an argument that names "
            + column.words()
            + ", which CONTRACT takes away: "
            + called.definition()
            + ". Its function looks the column up when it runs: every write that fires it fails from"
            + " then on.",
        "Let the migration replace it, with what the argument shall be: `-- concertina: phase ="
            + " contract` before CREATE OR REPLACE TRIGGER (or DROP TRIGGER)."
            + (called.exact() ? " If it does not mean the column: --accept " + CODE + "." : ""));
  }

  private static Finding retyped(DoomedObject.Column column, Called called) {
    return Finding.tells(
        CODE,
        "A trigger has an argument that names "
            + column.words()
            + ", which is of another type after CONTRACT: "
            + called.definition()
            + ".",
        "See that its function takes that type.");
  }

  /** Of the table, of its partitions and heirs; a trigger that all of them have is told once. */
  private static List<Called> called(
      Subject subject, DoomedObject.Column column, Collection<Long> renewed) throws SQLException {
    return Jdbc.list(
        subject.connection(),
        Sql.of(
            """
            WITH RECURSIVE heirs (oid) AS (
              SELECT pg_catalog.to_regclass(?)::pg_catalog.oid
              UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN heirs h ON i.inhparent = h.oid)
            SELECT pg_catalog.pg_get_triggerdef(t.oid) AS definition, ? = ANY (a.texts) AS exact
              FROM heirs h
              JOIN pg_catalog.pg_trigger t ON t.tgrelid = h.oid
              JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             CROSS JOIN LATERAL (SELECT {} AS texts) a
             WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND n.nspname <> ?
               AND t.oid <> ALL (?)
               AND EXISTS (SELECT FROM pg_catalog.unnest(a.texts) AS w (word) WHERE w.word ~* ?)
             ORDER BY t.tgname, t.tgrelid""",
            TriggerArguments.OF_T),
        row -> new Called(row.getString("definition"), row.getBoolean("exact")),
        column.relation().sql(),
        column.column().value(),
        subject.home().value(),
        Jdbc.oids(subject.connection(), renewed),
        Words.pattern(column.column()));
  }
}
