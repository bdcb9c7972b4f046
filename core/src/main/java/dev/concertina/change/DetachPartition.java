package dev.concertina.change;

/** {@code ALTER TABLE … DETACH PARTITION}. */
public record DetachPartition(TableRef table, TableRef partition, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.detachPartition(this);
  }
}
