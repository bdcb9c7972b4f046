package dev.concertina.change;

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
