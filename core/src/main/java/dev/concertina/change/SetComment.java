package dev.concertina.change;

import java.util.Optional;

/**
 * {@code COMMENT ON}.
 *
 * @param text empty for {@code IS NULL}
 */
public record SetComment(
    ObjectName object, Optional<String> text, Optional<RunPhase> phase, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setComment(this);
  }
}
