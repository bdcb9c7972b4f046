package dev.concertina.change;

/** {@code DROP TABLE}. */
public record DropTable(TableRef table, boolean ifExists, boolean cascade, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropTable(this);
  }
}
