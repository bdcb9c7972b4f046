package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A new column whose default is evaluated for each row. New rows get it from PostgreSQL; only the
 * rows that were there before need the backfill, and no trigger is needed.
 */
public record DefaultRule(Identifier column, Sql defaultValue) implements SyncRule {

  @Override
  public Optional<Sql> oneWay() {
    return Optional.empty();
  }

  @Override
  public Optional<Sql> newToOld(Authority authority) {
    return Optional.empty();
  }

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
    return Plpgsql.NEVER;
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
