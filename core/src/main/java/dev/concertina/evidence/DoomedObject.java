package dev.concertina.evidence;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** What CONTRACT takes away under the name that old applications know. */
public sealed interface DoomedObject {

  /** The relation that it belongs to, or that it is; of what is none, its own name. */
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

  /** A function, procedure or aggregate; all of its name where the arguments are not said. */
  record Routine(QualifiedName relation, Optional<List<String>> arguments) implements DoomedObject {
    public Routine {
      arguments = arguments.map(List::copyOf);
    }

    @Override
    public String words() {
      return "function " + relation;
    }
  }

  /** A type or a domain. */
  record Type(QualifiedName relation) implements DoomedObject {
    @Override
    public String words() {
      return "type " + relation;
    }
  }

  /**
   * That an INSERT may leave out a column: after CONTRACT it must not be NULL, and nothing fills
   * it.
   *
   * @param column as it is called before CONTRACT
   * @param later as it is called after it
   * @param required whether CONTRACT forbids NULL
   * @param preset whether CONTRACT gives it a default or takes the default away; empty if neither
   */
  record Omission(
      QualifiedName relation,
      Identifier column,
      Identifier later,
      boolean required,
      Optional<Boolean> preset)
      implements DoomedObject {
    @Override
    public String words() {
      return relation + "." + later;
    }
  }
}
