package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** A rule that writes one column. */
public sealed interface ColumnRule extends SyncRule
    permits DefaultRule, DerivedRule, FillRule, ShadowRule {

  /** The column that the rule writes. */
  Identifier column();

  /** What the backfill sets the column to, over the row's own columns. */
  Sql value();

  @Override
  default List<Filled> filled() {
    return List.of(new Filled(column(), value()));
  }
}
