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

  private static final Set<String> PLAIN =
      Set.of("CONSTR_NULL", "CONSTR_NOTNULL", "CONSTR_DEFAULT");

  /** Constraints of their own. */
  static final Set<String> SEPARATE =
      Set.of("CONSTR_CHECK", "CONSTR_FOREIGN", "CONSTR_PRIMARY", "CONSTR_UNIQUE");

  /** By kind of constraint: its words, the reason, and what to write instead. */
  private static final Map<String, List<String>> REASONS =
      Map.of(
          "CONSTR_GENERATED",
          List.of(
              "GENERATED",
              "computing it rewrites the table under a lock that stops the application",
              "Add the plain column, and give the expression in `-- concertina: up = …`."),
          "CONSTR_IDENTITY",
          List.of(
              "IDENTITY",
              "numbering the existing rows rewrites the table under a lock that stops the"
                  + " application",
              "Create a sequence, add the plain column, and give"
                  + " `-- concertina: up = nextval('the_sequence')`."));

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
    return constraints(what, definition.nodes("constraints"));
  }

  private static Optional<Refusal> constraints(String what, List<Node> constraints) {
    Set<String> seen = new HashSet<>();
    for (Node constraint : constraints) {
      String kind = constraint.text("contype").orElse("");
      if (SEPARATE.contains(kind) || kind.startsWith("CONSTR_ATTR_")) {
        continue;
      }
      if (!PLAIN.contains(kind)) {
        List<String> reason =
            REASONS.getOrDefault(kind, List.of(kind, "it is not known here", "Leave it out."));
        return Optional.of(
            Refusal.of(what + " with " + reason.get(0), reason.get(1), reason.get(2)));
      }
      if (constraint.fields().contains("conname")) {
        return Optional.of(
            Refusal.of(
                what + " with a named constraint",
                "Concertina does not carry the names of NOT NULL and DEFAULT",
                "Leave CONSTRAINT and the name out."));
      }
      if (!seen.add(kind.equals("CONSTR_NULL") ? "CONSTR_NOTNULL" : kind)) {
        return Optional.of(
            Refusal.always(what, "it says one thing twice", "Keep one NULL, NOT NULL or DEFAULT."));
      }
    }
    return Optional.empty();
  }
}
