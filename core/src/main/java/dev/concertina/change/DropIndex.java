package dev.concertina.change;

/** {@code DROP INDEX}. */
public record DropIndex(TableRef index, boolean ifExists, boolean cascade, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropIndex(this);
  }
}
