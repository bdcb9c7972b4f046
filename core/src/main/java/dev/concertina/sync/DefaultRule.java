package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A new column whose default is evaluated for each row. New rows get it from PostgreSQL, those that
 * were there before from the backfill. Until that is done, a trigger fills every row that is
 * written: an UPDATE may move a row to where the backfill does not come by any more.
 */
public record DefaultRule(Identifier column, Sql defaultValue) implements ColumnRule {

  /** Where the writer may not evaluate the default, its row waits for the backfill. */
  @Override
  public Optional<Sql> oneWay() {
    Sql target = Plpgsql.newValue(column);
    return Optional.of(
        Sql.of(
            """
            IF {} IS NULL THEN
              BEGIN
                {} := {};
              EXCEPTION WHEN OTHERS THEN
                {} := NULL;
              END;
            END IF;
            """,
            target,
            target,
            defaultValue,
            target));
  }

  @Override
  public Optional<Sql> newToOld(Authority authority) {
    return Optional.empty();
  }

  /** Once every row is filled, a NULL is a new writer's, who means it. */
  @Override
  public Optional<Sql> oldToNew() {
    return Optional.empty();
  }

  @Override
  public Sql mayWriteOld(Event event) {
    return Plpgsql.NEVER;
  }

  @Override
  public Sql mayWriteNew(Event event, boolean open) {
    return open ? Plpgsql.NEVER : Sql.of("{} IS NULL", Plpgsql.newValue(column));
  }

  @Override
  public List<Variable> variables() {
    return List.of();
  }

  @Override
  public List<Sql> helpers() {
    return List.of();
  }

  @Override
  public List<Sql> helperSignatures() {
    return List.of();
  }

  @Override
  public boolean needsBackfill() {
    return true;
  }

  @Override
  public Sql value() {
    return Sql.of("COALESCE({}, {})", column, defaultValue);
  }

  @Override
  public Sql pending() {
    return Sql.of("{} IS NULL", column);
  }

  @Override
  public List<Mismatch> afterBackfill() {
    return List.of(
        new Mismatch(
            pending(),
            column + " is NULL",
            Optional.empty(),
            "run `migrate` again; if the rows stay, their default evaluates to NULL"));
  }

  @Override
  public List<Mismatch> whileOpen() {
    return List.of();
  }
}
