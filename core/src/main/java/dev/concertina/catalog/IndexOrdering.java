package dev.concertina.catalog;

import dev.concertina.parser.Node;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads collation, operator class and order of an index's keys from its definition: there
 * PostgreSQL writes what is not the default, which the catalog alone does not tell for an
 * expression.
 */
final class IndexOrdering {

  private final PostgresParser parser;

  IndexOrdering(PostgresParser parser) {
    this.parser = parser;
  }

  /** What follows one key. */
  record Element(Node node) {

    /**
     * Ready to stand after the key.
     *
     * @param options of the operator class
     */
    Sql sql(Optional<Sql> options) {
      List<Sql> parts = new ArrayList<>();
      name("collation").ifPresent(name -> parts.add(Sql.of("COLLATE {}", name)));
      name("opclass").ifPresent(parts::add);
      options.ifPresent(list -> parts.add(Sql.of("({})", list)));
      if (node.text("ordering").filter("SORTBY_DESC"::equals).isPresent()) {
        parts.add(Sql.of("DESC"));
      }
      nulls().ifPresent(parts::add);
      return Sql.join(" ", parts);
    }

    private Optional<Sql> nulls() {
      return switch (node.text("nulls_ordering").orElse("")) {
        case "SORTBY_NULLS_FIRST" -> Optional.of(Sql.of("NULLS FIRST"));
        case "SORTBY_NULLS_LAST" -> Optional.of(Sql.of("NULLS LAST"));
        default -> Optional.empty();
      };
    }

    private Optional<Sql> name(String field) {
      List<Identifier> names = node.texts(field).stream().map(Identifier::new).toList();
      return names.isEmpty() ? Optional.empty() : Optional.of(Sql.join(".", names));
    }
  }

  /** One for each key, in order. */
  List<Element> elements(String definition) {
    Node index = parser.parse(definition).statements().get(0).tree();
    return index.nodes("indexParams").stream().map(Element::new).toList();
  }
}
