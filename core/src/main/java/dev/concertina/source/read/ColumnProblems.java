package dev.concertina.source.read;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a new column of a table in use must not bring along. */
final class ColumnProblems {

  /** What is said of the column itself, and what it must not be said together with. */
  private static final Map<String, Set<String>> PLAIN =
      Map.of(
          "CONSTR_NULL", Set.of("CONSTR_NULL", "CONSTR_NOTNULL", "CONSTR_IDENTITY"),
          "CONSTR_NOTNULL", Set.of("CONSTR_NULL", "CONSTR_NOTNULL"),
          "CONSTR_DEFAULT", Set.of("CONSTR_DEFAULT", "CONSTR_IDENTITY"),
          "CONSTR_IDENTITY", Set.of("CONSTR_NULL", "CONSTR_DEFAULT", "CONSTR_IDENTITY"));

  /** Constraints of their own. */
  static final Set<String> SEPARATE =
      Set.of("CONSTR_CHECK", "CONSTR_FOREIGN", "CONSTR_PRIMARY", "CONSTR_UNIQUE");

  private ColumnProblems() {}

  static String what(Node definition) {
    return "ADD COLUMN " + new Identifier(definition.text("colname").orElseThrow()).sql();
  }

  static Optional<Refusal> of(Node definition) {
    String what = what(definition);
    if (definition.fields().contains("collClause")) {
      return Optional.of(
          Refusal.of(what + " with COLLATE", "Concertina does not carry a collation yet", ""));
    }
    for (String field : List.of("storage_name", "compression", "fdwoptions")) {
      if (definition.fields().contains(field)) {
        return Optional.of(
            Refusal.of(
                what + " with options of its storage",
                "Concertina does not carry them yet",
                "Set them in a statement of its own."));
      }
    }
    Set<String> seen = new HashSet<>();
    if (Numberings.serial(definition.node("typeName").orElseThrow()).isPresent()) {
      seen.add("CONSTR_IDENTITY");
    }
    return constraints(what, definition.nodes("constraints"), seen);
  }

  private static Optional<Refusal> constraints(
      String what, List<Node> constraints, Set<String> seen) {
    for (Node constraint : constraints) {
      String kind = constraint.text("contype").orElse("");
      if (SEPARATE.contains(kind) || kind.startsWith("CONSTR_ATTR_")) {
        continue;
      }
      if (kind.equals("CONSTR_GENERATED")) {
        return Optional.of(generated(what, constraint));
      }
      if (!PLAIN.containsKey(kind)) {
        return Optional.of(
            Refusal.of(what + " with " + kind, "it is not known here", "Leave it out."));
      }
      if (Numberings.namesItsSequence(constraint)) {
        return Optional.of(
            Refusal.of(
                what + " with a name for its sequence",
                "until CONTRACT, another sequence counts",
                "Leave SEQUENCE NAME out, and let ALTER SEQUENCE … RENAME follow."));
      }
      if (constraint.fields().contains("conname")) {
        return Optional.of(
            Refusal.of(
                what + " with a named constraint",
                "Concertina does not carry the names of NOT NULL and DEFAULT",
                "Leave CONSTRAINT and the name out."));
      }
      if (PLAIN.get(kind).stream().anyMatch(seen::contains)) {
        return Optional.of(
            Refusal.always(
                what,
                "it says one thing twice, or two that exclude each other",
                "Keep one NULL, NOT NULL, DEFAULT or IDENTITY."));
      }
      seen.add(kind);
    }
    return Optional.empty();
  }

  private static Refusal generated(String what, Node constraint) {
    if (constraint.text("generated_kind").orElse("").equals("v")) {
      return Refusal.of(
          what + " with GENERATED … VIRTUAL",
          "Concertina does not look into its expression yet",
          "It moves no row, and the old application does not meet it but in SELECT *: let it run as"
              + " it stands.");
    }
    return Refusal.of(
        what + " with GENERATED … STORED",
        "PostgreSQL computes it by rewriting the table under a lock that stops the application,"
            + " and has no way to make a column that is there a generated one",
        "Add the plain column, give the expression in `-- concertina: up = …`, and keep it by a"
            + " trigger of your own after CONTRACT; or, from PostgreSQL 18 on, make it VIRTUAL,"
            + " which moves no row.");
  }
}
