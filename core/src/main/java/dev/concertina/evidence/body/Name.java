package dev.concertina.evidence.body;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A name as a body writes it. Without a schema it may stand for an object of any: the search path
 * is known only when the body runs.
 */
public record Name(Optional<String> schema, String name) {

  /** By its parts, of which the last two count. */
  static Name of(List<String> parts) {
    int last = parts.size() - 1;
    return new Name(
        last > 0 ? Optional.of(parts.get(last - 1)) : Optional.empty(), parts.get(last));
  }

  /** Whether it may stand for an object of this schema. */
  public boolean mayBeIn(String other) {
    return schema.isEmpty() || schema.get().equals(other);
  }

  boolean mayBe(QualifiedName object) {
    return name.equals(object.name().value()) && mayBeIn(object.schema().value());
  }
}
