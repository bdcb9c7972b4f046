package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;

/** {@code DROP INDEX}. */
public record DropIndex(TableRef index, boolean ifExists, boolean cascade, Origin origin)
    implements Change {

  /** Not CONCURRENTLY, which cannot run in a transaction. */
  @Override
  public List<Sql> atOnce() {
    return List.of(
        Sql.of(
            "DROP INDEX {}{}{}",
            ifExists ? Sql.of("IF EXISTS ") : Sql.of(""),
            index.sql(),
            cascade ? Sql.of(" CASCADE") : Sql.of("")));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropIndex(this);
  }
}
