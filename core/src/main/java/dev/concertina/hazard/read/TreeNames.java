package dev.concertina.hazard.read;

import dev.concertina.hazard.Names;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** The names in a tree, with the schema that they have if none is written. */
final class TreeNames {

  private TreeNames() {}

  static QualifiedName of(Node rangeVar) {
    return new QualifiedName(
        rangeVar.text("schemaname").map(Identifier::new).orElse(Names.DEFAULT_SCHEMA),
        new Identifier(rangeVar.text("relname").orElseThrow()));
  }

  /** The last part, and the one before it if there is one. */
  static QualifiedName of(List<String> parts) {
    Identifier name = new Identifier(parts.get(parts.size() - 1));
    return parts.size() > 1
        ? new QualifiedName(new Identifier(parts.get(parts.size() - 2)), name)
        : new QualifiedName(Names.DEFAULT_SCHEMA, name);
  }

  static QualifiedName of(String name) {
    return new QualifiedName(Names.DEFAULT_SCHEMA, new Identifier(name));
  }

  /** The name of an object that is no relation, in whichever field its kind keeps it. */
  static Optional<QualifiedName> ofObject(Node object) {
    return Optional.of(parts(object)).filter(parts -> !parts.isEmpty()).map(TreeNames::of);
  }

  /** What its name is made of; nothing if it has none. */
  static List<String> parts(Node object) {
    for (String field : List.of("items", "names", "objname")) {
      List<String> parts = object.texts(field);
      if (!parts.isEmpty()) {
        return parts;
      }
    }
    return object.text("sval").map(List::of).orElse(List.of());
  }

  /** The table of a list of table and part, as DROP TRIGGER and COMMENT ON COLUMN have it. */
  static QualifiedName ownerOf(List<String> parts) {
    return of(parts.subList(0, Math.max(1, parts.size() - 1)));
  }
}
