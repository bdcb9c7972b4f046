package dev.concertina.evidence;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;

/** What CONTRACT takes away under the name that old applications know. */
public sealed interface DoomedObject {

  /** The relation that it belongs to, or that it is. */
  QualifiedName relation();

  /** For people: {@code public.users.user_name}. */
  String words();

  /** A column of a table or view. */
  record Column(QualifiedName relation, Identifier column) implements DoomedObject {
    @Override
    public String words() {
      return relation + "." + column;
    }
  }

  /** A table, view, sequence or other relation. */
  record Relation(QualifiedName relation) implements DoomedObject {
    @Override
    public String words() {
      return relation.toString();
    }
  }

  /** A constraint, which {@code ON CONFLICT} may name or lean on. */
  record Constraint(QualifiedName relation, Identifier name) implements DoomedObject {
    @Override
    public String words() {
      return "constraint " + name + " of " + relation;
    }
  }

  /** An index, whose uniqueness {@code ON CONFLICT} may lean on. */
  record Index(QualifiedName relation) implements DoomedObject {
    @Override
    public String words() {
      return "index " + relation;
    }
  }
}
