package dev.concertina.catalog;

import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * A sequence that is dropped with its column ("CREATE SEQUENCE", OWNED BY).
 *
 * @param identity whether it came with an identity, and can have no other owner
 * @param type {@code smallint}, {@code integer} or {@code bigint}
 * @param grants the owner's own included, where any privilege was ever granted
 */
public record OwnedSequence(
    QualifiedName name,
    boolean identity,
    TypeName type,
    long start,
    long increment,
    long min,
    long max,
    long cache,
    boolean cycles,
    Optional<String> comment,
    List<Grant> grants) {

  public OwnedSequence {
    grants = List.copyOf(grants);
  }
}
