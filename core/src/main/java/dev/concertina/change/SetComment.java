package dev.concertina.change;

import dev.concertina.change.Change;
import dev.concertina.change.ObjectName;
import dev.concertina.change.Origin;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetComment;
import java.util.Optional;

/**
 * {@code COMMENT ON}.
 *
 * @param text empty for {@code IS NULL}
 */
public record SetComment(ObjectName object, Optional<String> text, Optional<RunPhase> phase, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setComment(this);
  }
}
