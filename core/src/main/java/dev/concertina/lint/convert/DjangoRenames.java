package dev.concertina.lint.convert;

import static dev.concertina.lint.convert.DjangoNames.derived;
import static dev.concertina.lint.convert.DjangoNames.sql;

import dev.concertina.change.Change;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The releases in which tables get other names: that of a model, and with it those of its
 * ManyToManyFields, whose columns are called after the model.
 *
 * @param operation what Django calls it
 * @param own the table of the model, or of the field, that is renamed
 * @param moves all tables that need another name
 * @param columns the columns that get another name with them
 */
record DjangoRenames(
    DjangoOperation operation, RenameTable own, List<Move> moves, List<RenameColumn> columns) {

  /**
   * A table under another name, so that a view can take the old one.
   *
   * @param foreign it is the relation of a field of another model, and only its column is renamed
   */
  private record Move(TableRef from, TableRef to, boolean foreign) {}

  /** What an operation does; its first renamed table is the model's. */
  static DjangoRenames of(DjangoOperation operation, RenameTable own, List<Change> changes) {
    Map<TableRef, Move> moves = new LinkedHashMap<>();
    List<RenameColumn> columns = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof RenameTable rename) {
        TableRef to = new TableRef(rename.table().schema(), rename.to());
        moves.put(to, new Move(rename.table(), to, false));
      }
      if (change instanceof RenameColumn column) {
        moves.computeIfAbsent(column.table(), table -> aside(operation, column));
        columns.add(column);
      }
    }
    return new DjangoRenames(operation, own, List.copyOf(moves.values()), columns);
  }

  private static Move aside(DjangoOperation operation, RenameColumn column) {
    TableRef table = column.table();
    String ending = operation.newModel().orElse("2").toLowerCase(Locale.ROOT);
    Identifier name = derived(table.name(), ending);
    return new Move(table, new TableRef(table.schema(), name), true);
  }

  String releases() {
    DjangoNames names =
        operation.field().isPresent()
            ? DjangoNames.ofRelation(operation, own.table())
            : DjangoNames.of(operation, own.table());
    names.put("what", operation.field().orElse(names.get("model")));
    names.put("idea", idea(names));
    names.put("counts", kind().equals("field") ? "" : Template.named("counts").filled(names));
    names.put(
        "several", moves.size() > 1 ? "\n" + Template.named("several-tables").part(names) : "");
    names.put("to", own.to().value());
    names.put("models", Template.named("models-" + kind()).part(with(names)));
    names.put("state", Template.named("state-" + kind()).part(with(names)) + related(names));
    names.put("renames", moves.stream().map(this::move).collect(Collectors.joining("\n")));
    names.put("drops", Template.named("drop").forEach(moves, DjangoRenames::dropped));
    return Template.named("rename-table").filled(names);
  }

  private String kind() {
    if (operation.newModel().isPresent()) {
      return "model";
    }
    return operation.newField().isPresent() ? "field" : "table";
  }

  private DjangoNames with(DjangoNames names) {
    String to = operation.newModel().map(DjangoNames::capital).or(operation::newField).orElse("");
    names.put("new", to);
    return names;
  }

  /** Where the name in Python can change alone. */
  private String idea(DjangoNames names) {
    return switch (kind()) {
      case "model" -> moves.size() == 1 ? Template.named("only-class").filled(names) : "";
      case "field" -> Template.named("only-relation").filled(names);
      default -> "";
    };
  }

  private String move(Move move) {
    DjangoNames names = words(move);
    String moved = Template.named("move").part(names);
    return moved
        + columns.stream()
            .filter(column -> column.table().equals(move.foreign() ? move.from() : move.to()))
            .map(column -> "\n" + column(names, column))
            .collect(Collectors.joining());
  }

  private static String column(DjangoNames names, RenameColumn column) {
    names.put("sqlcolumn", sql(column.from()));
    names.put("sqlnewcolumn", sql(column.to()));
    return Template.named("move-column").part(names);
  }

  private String related(DjangoNames names) {
    return moves.stream()
        .filter(Move::foreign)
        .map(
            move -> {
              DjangoNames words = words(move);
              words.put("Model", names.get("Model"));
              return "\n" + Template.named("related-rename").part(words);
            })
        .collect(Collectors.joining());
  }

  private static DjangoNames words(Move move) {
    DjangoNames names = DjangoNames.empty();
    names.put("table", move.from().name().value());
    names.put("newtable", move.to().name().value());
    names.put("sqltable", sql(move.from()));
    names.put("sqlnewtable", sql(move.to()));
    names.put("sqlnew", sql(move.to().name()));
    return names;
  }

  private static DjangoNames dropped(Move move) {
    DjangoNames names = DjangoNames.empty();
    names.put("rule", "view-changed");
    names.put("drop", "DROP VIEW " + sql(move.from()));
    return names;
  }
}
