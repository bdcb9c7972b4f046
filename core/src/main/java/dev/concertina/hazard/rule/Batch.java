package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Names.sql;

import dev.concertina.hazard.Names;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;

/** A condition for some of a table's rows, so that each transaction writes few of them. */
final class Batch {

  private Batch() {}

  /** By the primary key that scripts have given the table; by {@code id} if they say none. */
  static Sql of(Schema schema, QualifiedName table) {
    return schema.relation(table).stream()
        .flatMap(known -> known.constraints().values().stream())
        .filter(each -> each.is(ConstraintSpec.Kind.PRIMARY_KEY) && !each.columns().isEmpty())
        .findFirst()
        .map(key -> between(key.columns()))
        .orElseGet(() -> Sql.of("id BETWEEN … AND …"));
  }

  private static Sql between(List<String> key) {
    return key.size() == 1
        ? Sql.of("{} BETWEEN … AND …", sql(key.get(0)))
        : Sql.of("({}) BETWEEN (…) AND (…)", Sql.join(", ", key.stream().map(Names::sql).toList()));
  }
}
