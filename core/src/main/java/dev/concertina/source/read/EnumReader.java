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
          "Make a second type with the new value, give the columns that type with USING and"
              + " `-- concertina: down = …`, drop the first type, and let ALTER TYPE … RENAME give"
              + " the second its name: examples/replace-enum shows it. A value is removed so, too.");
    }
    return Reading.of(
        new AddEnumValue(
            new ObjectName(ObjectKind.TYPE, tree.texts("typeName")),
            value,
            statement.sql(),
            statement.origin()));
  }
}
