package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.differs;
import static dev.concertina.sync.Plpgsql.indent;
import static dev.concertina.sync.Plpgsql.newValue;
import static dev.concertina.sync.Plpgsql.oldValue;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A new column that {@code up} fills from the old ones for writers that do not know it. Once new
 * writers are in, the column follows its sources only where the same statement leaves it alone.
 */
public record DerivedRule(Identifier column, Conversion up) implements ColumnRule {

  @Override
  public Optional<Sql> oneWay() {
    return Optional.of(write());
  }

  @Override
  public Optional<Sql> newToOld(Authority authority) {
    return Optional.empty();
  }

  @Override
  public Optional<Sql> oldToNew() {
    Sql omitted = Sql.of("TG_OP = 'INSERT' AND {} IS NULL", newValue(column));
    if (up.expression().columns().isEmpty()) {
      return Optional.of(Sql.of("IF {} THEN\n{}END IF;\n", omitted, indent(write())));
    }
    Sql followed =
        Sql.of(
            "IF NOT {} AND {} THEN\n{}END IF;\n",
            differs(newValue(column), oldValue(column)),
            sourcesChanged(),
            indent(write()));
    return Optional.of(
        Sql.of(
            "IF {} THEN\n{}ELSIF TG_OP = 'UPDATE' THEN\n{}END IF;\n",
            omitted,
            indent(write()),
            indent(followed)));
  }

  @Override
  public Sql mayWriteOld(Event event) {
    return Plpgsql.NEVER;
  }

  @Override
  public Sql mayWriteNew(Event event, boolean open) {
    if (!open) {
      return Plpgsql.ALWAYS;
    }
    if (event == Event.INSERT) {
      return Sql.of("{} IS NULL", newValue(column));
    }
    return up.expression().columns().isEmpty() ? Plpgsql.NEVER : sourcesChanged();
  }

  @Override
  public List<Variable> variables() {
    return List.of();
  }

  @Override
  public List<Sql> helpers() {
    return Stream.concat(up.valueHelper().stream(), up.errorHelper().stream()).toList();
  }

  @Override
  public List<Sql> helperSignatures() {
    return Stream.concat(up.valueSignature().stream(), up.errorSignature().stream()).toList();
  }

  @Override
  public boolean needsBackfill() {
    return true;
  }

  @Override
  public Sql value() {
    return up.value(name -> name);
  }

  @Override
  public Sql pending() {
    return differs(column, value());
  }

  @Override
  public List<Mismatch> afterBackfill() {
    List<Mismatch> mismatches = new ArrayList<>();
    mismatches.add(
        new Mismatch(
            pending(), column + " is not what `up` says", Optional.empty(), PastTheSync.HINT));
    up.error(name -> name)
        .ifPresent(
            error ->
                mismatches.add(
                    new Mismatch(
                        Sql.of("{} IS NULL AND {} IS NOT NULL", column, error),
                        "`up` has no value for " + column,
                        Optional.of(error),
                        "correct these rows, or write a migration whose `up` covers them")));
    return mismatches;
  }

  @Override
  public List<Mismatch> whileOpen() {
    return List.of();
  }

  private Sql sourcesChanged() {
    return Plpgsql.rowDiffers(up.expression().columns());
  }

  private Sql write() {
    return up.assignOrNull(newValue(column), Plpgsql::newValue);
  }
}
