package dev.concertina.catalog;

import dev.concertina.catalog.Trial.NewColumnResult;
import dev.concertina.catalog.TrialTable.ColumnFacts;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Adds the column to a copy, and looks at its file, and who may use its default. */
final class NewColumnTrial implements TrialRunner.Kind<Trial.NewColumn, NewColumnResult> {

  private final TrialTables tables;
  private final TrialSyntax syntax;
  private final CallRights rights;

  NewColumnTrial(TrialTables tables, TrialSyntax syntax, CallRights rights) {
    this.tables = tables;
    this.syntax = syntax;
    this.rights = rights;
  }

  @Override
  public NewColumnResult run(Trial.NewColumn trial) throws SQLException, RefusedTrialException {
    Optional<Sql> value = syntax.optionalExpression(trial.defaultValue());
    TrialTable table = tables.bare(trial.table());
    String files = table.files();
    table.execute(syntax.addColumn(table.name(), trial.column(), trial.type(), value));

    if (value.isPresent()) {
      rights.check(tables.model(trial.table()), table.name(), trial.column());
    }
    ColumnFacts added = table.column(trial.column()).orElseThrow();
    boolean rewrites = !table.files().equals(files);
    return new NewColumnResult(added.type(), rewrites, added.value(), added.domain());
  }
}
