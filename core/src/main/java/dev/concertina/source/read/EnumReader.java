package dev.concertina.source.read;

import dev.concertina.change.AddEnumValue;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.parser.Node;

/** {@code ALTER TYPE … ADD VALUE}; another name for a value is two values for a while. */
final class EnumReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    String value = tree.text("newVal").orElseThrow();
    if (tree.text("oldVal").isPresent()) {
      return Reading.refused(
          "ALTER TYPE … RENAME VALUE",
          "the old application writes and reads the old value, the new one the new value, and a"
              + " row can have only one",
          "Add the new value, deploy an application that reads both and writes the new one, change"
              + " the rows, then leave the old value unused: PostgreSQL cannot remove it.");
    }
    return Reading.of(
        new AddEnumValue(
            new ObjectName(ObjectKind.TYPE, tree.texts("typeName")),
            value,
            statement.sql(),
            statement.origin()));
  }
}
