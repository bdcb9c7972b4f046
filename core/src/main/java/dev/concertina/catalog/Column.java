package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * One column of a table.
 *
 * @param notNullConstraint the name of its NOT NULL constraint, which PostgreSQL 18 keeps
 * @param defaultValue the default's expression with every name qualified
 * @param varies whether rows that leave it out get values of their own, of a sequence or of a
 *     volatile default
 * @param domain whether the type is a domain
 * @param bitwiseEquality whether {@code =} holds for two values just where they are stored alike
 * @param collation where it is not the type's own
 * @param storage where it is not the type's own: {@code EXTERNAL}, …
 * @param compression where it was set
 * @param statistics the statistics target, where it was set
 * @param options of the planner ({@code n_distinct}), as they stand between parentheses
 * @param sequences those that go with the column: of its identity, of a serial, any number by hand
 */
public record Column(
    Identifier name,
    TypeName type,
    boolean notNull,
    Optional<Identifier> notNullConstraint,
    Optional<String> defaultValue,
    boolean varies,
    Generation generation,
    boolean domain,
    boolean bitwiseEquality,
    Optional<QualifiedName> collation,
    Optional<String> storage,
    Optional<String> compression,
    Optional<Integer> statistics,
    Optional<String> options,
    Optional<String> comment,
    List<Grant> grants,
    List<OwnedSequence> sequences) {

  /** The same column, NOT NULL. */
  public Column required() {
    return new Column(
        name,
        type,
        true,
        notNullConstraint,
        defaultValue,
        varies,
        generation,
        domain,
        bitwiseEquality,
        collation,
        storage,
        compression,
        statistics,
        options,
        comment,
        grants,
        sequences);
  }

  public Column {
    grants = List.copyOf(grants);
    sequences = List.copyOf(sequences);
  }
}
