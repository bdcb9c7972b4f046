package dev.concertina.source.pgroll;

import dev.concertina.change.TableRef;
import dev.concertina.source.word.Given;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** Comments on tables and columns. */
final class Comments {

  private Comments() {}

  static Spoken onColumn(Given operation, Identifier column, Optional<String> comment) {
    return onColumn(operation, operation.table("table"), column, comment);
  }

  static Spoken onColumn(
      Given operation, TableRef table, Identifier column, Optional<String> comment) {
    return Keys.statement(
        operation, Sql.of("COMMENT ON COLUMN {}.{} IS {}", table.sql(), column, literal(comment)));
  }

  static Spoken onTable(Given operation, TableRef table, String comment) {
    return Keys.statement(
        operation, Sql.of("COMMENT ON TABLE {} IS {}", table.sql(), literal(Optional.of(comment))));
  }

  private static Sql literal(Optional<String> comment) {
    return comment.map(Sql::literal).orElse(Sql.of("NULL"));
  }
}
