package dev.concertina.lint.liquibase;

import dev.concertina.lint.liquibase.Element.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every structured change that has SQL; what has none to judge gives nothing. */
final class StructuredChanges {

  private final Map<String, Rendered> known = new HashMap<>();

  StructuredChanges() {
    known.putAll(ColumnChanges.all());
    known.putAll(ConstraintChanges.all());
    known.putAll(ObjectChanges.all());
    known.putAll(DataChanges.all());
  }

  List<Value> of(Element change) {
    Rendered rendered = known.get(change.name());
    return rendered == null ? List.of() : rendered.of(change);
  }
}
