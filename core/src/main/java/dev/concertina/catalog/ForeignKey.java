package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key; its columns pair up by position.
 *
 * @param table the referencing table
 * @param options MATCH, ON UPDATE, ON DELETE and DEFERRABLE, ready to follow the column list
 */
public record ForeignKey(
    Identifier name,
    QualifiedName table,
    List<Identifier> columns,
    QualifiedName referenced,
    List<Identifier> referencedColumns,
    Sql options,
    boolean validated,
    Optional<String> comment) {

  public ForeignKey {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
