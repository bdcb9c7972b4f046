package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/**
 * What a foreign key says behind its name.
 *
 * @param columns that refer
 * @param table that is referred to
 * @param referencedColumns empty where its primary key is meant
 * @param options MATCH, ON UPDATE, ON DELETE and when it is checked, as SQL
 * @param stopsParents whether a row that is referred to can be neither deleted nor get another key:
 *     NO ACTION or RESTRICT, for one of the two
 */
public record Reference(
    List<Identifier> columns,
    TableRef table,
    List<Identifier> referencedColumns,
    Sql options,
    boolean stopsParents) {

  public Reference {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
