package dev.concertina.change;

import dev.concertina.sql.Sql;

/**
 * {@code CREATE TABLE … PARTITION OF}.
 *
 * @param table that is made
 * @param parent the partitioned table
 * @param bound {@code FOR VALUES …} or {@code DEFAULT}, as written
 * @param statement the user's text
 */
public record CreatePartition(
    TableRef table, TableRef parent, Sql bound, Sql statement, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createPartition(this);
  }
}
