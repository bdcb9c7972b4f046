package dev.concertina.catalog;

import dev.concertina.catalog.Trial.NewColumnResult;
import dev.concertina.catalog.TrialTable.ColumnFacts;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Adds the column to a copy, and looks at its file. */
final class NewColumnTrial implements TrialRunner.Kind<Trial.NewColumn, NewColumnResult> {

  private final TrialTables tables;
  private final TrialSyntax syntax;

  NewColumnTrial(TrialTables tables, TrialSyntax syntax) {
    this.tables = tables;
    this.syntax = syntax;
  }

  @Override
  public NewColumnResult run(Trial.NewColumn trial) throws SQLException, RefusedTrialException {
    Optional<Sql> value = syntax.optionalExpression(trial.defaultValue());
    TrialTable table = tables.bare(trial.table());
    String files = table.files();
    table.execute(syntax.addColumn(table.name(), trial.column(), trial.type(), value));

    ColumnFacts added = table.column(trial.column()).orElseThrow();
    boolean rewrites = !table.files().equals(files);
    return new NewColumnResult(added.type(), rewrites, added.value(), added.domain());
  }
}
