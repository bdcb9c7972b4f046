package dev.concertina.source.read;

import dev.concertina.change.Numbering;
import dev.concertina.parser.Node;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** New columns that PostgreSQL numbers. */
final class Numberings {

  private Numberings() {}

  /** The type of the column that a word like {@code bigserial} makes; empty for a real type. */
  static Optional<String> serial(Node type) {
    List<String> names = type.texts("names");
    return names.size() == 1 && type.nodes("arrayBounds").isEmpty()
        ? Numbering.serialType(names.get(0))
        : Optional.empty();
  }

  /** How the column of the definition is numbered, if it is. */
  static Optional<Numbering> of(Node definition, Tokens tokens) {
    return identity(definition, tokens)
        .or(() -> serial(definition.node("typeName").orElseThrow()).map(t -> Numbering.serial()));
  }

  static boolean namesItsSequence(Node constraint) {
    return constraint.nodes("options").stream()
        .anyMatch(option -> option.text("defname").orElse("").equals("sequence_name"));
  }

  private static Optional<Numbering> identity(Node definition, Tokens tokens) {
    return definition.nodes("constraints").stream()
        .filter(constraint -> constraint.text("contype").orElse("").equals("CONSTR_IDENTITY"))
        .findFirst()
        .map(
            constraint ->
                new Numbering(
                    constraint.text("generated_when").orElse("").equals("a")
                        ? Numbering.Kind.IDENTITY_ALWAYS
                        : Numbering.Kind.IDENTITY_BY_DEFAULT,
                    options(constraint, tokens)));
  }

  private static Sql options(Node constraint, Tokens tokens) {
    return constraint.nodes("options").isEmpty()
        ? Sql.of("")
        : tokens
            .from(constraint.offset().orElseThrow())
            .behind("IDENTITY")
            .flatMap(Tokens::inBrackets)
            .map(options -> Sql.verbatim(options.text()))
            .orElse(Sql.of(""));
  }
}
