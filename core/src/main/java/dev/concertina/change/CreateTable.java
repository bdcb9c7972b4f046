package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;

/**
 * {@code CREATE TABLE}.
 *
 * @param statement the user's text
 * @param references the tables that its foreign keys point to
 */
public record CreateTable(TableRef table, Sql statement, List<TableRef> references, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createTable(this);
  }
}
