package dev.concertina.lint.convert;

import static dev.concertina.lint.convert.DjangoNames.sql;

import dev.concertina.change.TableRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases in which a table goes. That of a ManyToManyField has no model: it belongs to the
 * field, or goes with the model that has the field.
 */
final class DjangoDrops {

  private DjangoDrops() {}

  /**
   * A model goes.
   *
   * @param tables the model's own comes last, as Django drops it
   * @param fields its ManyToManyFields, as far as operations of their own name them
   */
  static String model(DjangoOperation operation, List<TableRef> tables, List<String> fields) {
    TableRef own = tables.get(tables.size() - 1);
    List<String> all = new ArrayList<>(fields);
    tables.stream()
        .limit(tables.size() - 1L)
        .map(relation -> fieldOf(own, relation))
        .filter(field -> !all.contains(field))
        .forEach(all::add);
    return filled("drop-table", DjangoNames.of(operation, own), all, tables);
  }

  /** A ManyToManyField goes. */
  static String relation(DjangoOperation operation, TableRef table) {
    DjangoNames names = DjangoNames.ofRelation(operation, table);
    return filled("drop-relation", names, List.of(names.get("field")), List.of(table));
  }

  private static String filled(
      String template, DjangoNames names, List<String> fields, List<TableRef> tables) {
    StringBuilder unbound = new StringBuilder();
    for (String field : fields) {
      names.put("field", field);
      unbound.append('\n').append(Template.named("unbound-relation").part(names));
    }
    names.put("unbound", unbound.toString());
    names.put(
        "several", tables.size() > 1 ? "\n\n" + Template.named("several-tables").part(names) : "");
    Template comment = Template.named("comment");
    Template drop = Template.named("drop");
    names.put("comments", comment.forEach(tables, DjangoDrops::words));
    names.put("drops", drop.forEach(tables, DjangoDrops::words));
    return Template.named(template).filled(names);
  }

  private static DjangoNames words(TableRef table) {
    DjangoNames names = DjangoNames.empty();
    names.put("sqltable", sql(table));
    names.put("rule", "drop-table");
    names.put("drop", "DROP TABLE " + sql(table));
    return names;
  }

  /** A relation's table is called after its model's and its field; a hole if it is not. */
  private static String fieldOf(TableRef model, TableRef relation) {
    String start = model.name().value() + "_";
    String name = relation.name().value();
    return name.startsWith(start) ? name.substring(start.length()) : "…";
  }
}
