package dev.concertina.change;

import dev.concertina.change.Change;
import dev.concertina.change.DropObject;
import dev.concertina.change.ObjectName;
import dev.concertina.change.Origin;
import java.util.List;

/** {@code DROP TYPE}, {@code DROP VIEW} and so on: anything but a table and an index. */
public record DropObject(List<ObjectName> objects, boolean ifExists, Origin origin)
    implements Change {

  public DropObject {
    objects = List.copyOf(objects);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropObject(this);
  }
}
