package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.indent;
import static dev.concertina.sync.Plpgsql.newValue;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A value that stands in where a writer leaves a NULL in a column: an old writer in a column that
 * becomes NOT NULL, a new writer in one that the old application still reads.
 *
 * @param onUpdate whether a NULL that an UPDATE writes is replaced too
 * @param backfill whether the NULLs of earlier rows are replaced too
 */
public record FillRule(Identifier column, Conversion fill, boolean onUpdate, boolean backfill)
    implements ColumnRule {

  /** The same for a column that has another name by now. */
  public FillRule renamed(Identifier to) {
    return new FillRule(to, fill, onUpdate, backfill);
  }

  @Override
  public Optional<Sql> oneWay() {
    return Optional.of(statements());
  }

  @Override
  public Optional<Sql> newToOld(Authority authority) {
    return Optional.empty();
  }

  @Override
  public Optional<Sql> oldToNew() {
    return Optional.of(statements());
  }

  @Override
  public Sql mayWriteOld(Event event) {
    return Plpgsql.NEVER;
  }

  @Override
  public Sql mayWriteNew(Event event, boolean open) {
    return event == Event.INSERT || onUpdate
        ? Sql.of("{} IS NULL", newValue(column))
        : Plpgsql.NEVER;
  }

  @Override
  public List<Variable> variables() {
    return List.of();
  }

  @Override
  public List<Sql> helpers() {
    return backfill
        ? Stream.concat(fill.valueHelper().stream(), fill.errorHelper().stream()).toList()
        : List.of();
  }

  @Override
  public List<Sql> helperSignatures() {
    return backfill
        ? Stream.concat(fill.valueSignature().stream(), fill.errorSignature().stream()).toList()
        : List.of();
  }

  @Override
  public boolean needsBackfill() {
    return backfill;
  }

  @Override
  public Sql value() {
    return Sql.of("COALESCE({}, {})", column, fill.value(name -> name));
  }

  @Override
  public Sql pending() {
    return Sql.of("{} IS NULL", column);
  }

  @Override
  public List<Mismatch> afterBackfill() {
    if (!backfill) {
      return List.of();
    }
    return List.of(
        new Mismatch(
            pending(),
            column + " is NULL",
            fill.error(name -> name),
            "give these rows a value; `up` has none for them"));
  }

  @Override
  public List<Mismatch> whileOpen() {
    return afterBackfill();
  }

  private Sql statements() {
    Sql write = indent(fill.assignOrNull(newValue(column), Plpgsql::newValue));
    return onUpdate
        ? Sql.of("IF {} IS NULL THEN\n{}END IF;\n", newValue(column), write)
        : Sql.of("IF TG_OP = 'INSERT' AND {} IS NULL THEN\n{}END IF;\n", newValue(column), write);
  }
}
