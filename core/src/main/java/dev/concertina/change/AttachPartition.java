package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ATTACH PARTITION}.
 *
 * @param bound {@code FOR VALUES …} or {@code DEFAULT}, as written
 */
public record AttachPartition(
    TableRef table, TableRef partition, Sql bound, Optional<RunPhase> phase, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.attachPartition(this);
  }
}
