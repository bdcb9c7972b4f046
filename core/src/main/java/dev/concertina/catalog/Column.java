package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * One column of a table.
 *
 * @param notNullConstraint empty before PostgreSQL 18
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
    Optional<NotNullConstraint> notNullConstraint,
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

  /** The same column, NOT NULL for all its rows. */
  public Column required() {
    return new Column(
        name,
        type,
        true,
        notNullConstraint.map(NotNullConstraint::proven),
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
