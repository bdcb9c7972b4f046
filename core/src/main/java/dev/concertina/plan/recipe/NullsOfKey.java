package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.change.AddColumn;
import dev.concertina.change.SetNotNull;
import dev.concertina.sql.Identifier;

/** A primary key forbids NULL in its columns; where they allow it, that is proven first. */
record NullsOfKey(PlanContext context, Table table) {

  /** What else of the migration makes the column NOT NULL has done so before the key is made. */
  void forbid(Identifier column, Contribution.Builder parts) {
    if (isNotNull(column)) {
      return;
    }
    parts.prepareContract(
        NotNullProof.lookForNulls(
            table,
            column,
            column + " is NULL, which a primary key forbids",
            "give these rows a value, then run `contract` again"));
    NotNullProof.of(context, table, column).contract(parts);
  }

  private boolean isNotNull(Identifier column) {
    return table.column(column).filter(Column::notNull).isPresent()
        || context.changes().stream()
            .anyMatch(
                change ->
                    (change instanceof SetNotNull set && set.column().equals(column))
                        || (change instanceof AddColumn add
                            && add.notNull()
                            && add.column().equals(column)));
  }
}
