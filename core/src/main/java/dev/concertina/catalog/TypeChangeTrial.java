package dev.concertina.catalog;

import dev.concertina.catalog.Trial.TypeChangeResult;
import dev.concertina.catalog.TrialTable.ColumnFacts;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Changes the type of the column in a copy with all its indexes, and looks at the files. PostgreSQL
 * keeps the file of a plain index where the types allow it, and always builds an index with an
 * expression or a predicate anew.
 */
final class TypeChangeTrial implements TrialRunner.Kind<Trial.TypeChange, TypeChangeResult> {

  private final TrialTables tables;
  private final TrialSyntax syntax;

  TypeChangeTrial(TrialTables tables, TrialSyntax syntax) {
    this.tables = tables;
    this.syntax = syntax;
  }

  @Override
  public TypeChangeResult run(Trial.TypeChange trial) throws SQLException, RefusedTrialException {
    Optional<Sql> using = syntax.optionalExpression(trial.using());
    TrialTable table = tables.full(trial.table());
    awayFromUtc(table);
    Identifier column = trial.name();
    if (!column.equals(trial.column())) {
      table.rename(trial.column(), column);
    }
    if (trial.withoutDefault()) {
      table.execute(Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table.name(), column));
    }
    Sql change = syntax.alterType(table.name(), column, trial.type(), using);
    Optional<TypeName> before = table.column(column).map(ColumnFacts::type);
    String files = table.files();
    table.execute(change);

    ColumnFacts after = table.column(column).orElseThrow();
    boolean rewrites = !table.files().equals(files);
    boolean widens = table.widensInteger(before.orElseThrow(), after.type());
    // Without default and indexes, which may convert in one direction only.
    TrialTable small = tables.ofType(column, after.type());
    String filesBefore = small.files();
    boolean back =
        small.accepts(
            syntax.alterType(small.name(), column, before.orElseThrow().sql(), Optional.empty()));
    boolean rewritesBack = back && !small.files().equals(filesBefore);
    return new TypeChangeResult(
        after.type(), after.domain(), rewrites, after.value(), back, rewritesBack, widens);
  }

  /**
   * In UTC alone PostgreSQL takes timestamptz and timestamp for the same bytes. Applications may
   * write from other zones, and each would convert by its own.
   */
  private static void awayFromUtc(TrialTable table) throws SQLException {
    table.execute(Sql.of("SET LOCAL TIME ZONE -1"));
  }
}
