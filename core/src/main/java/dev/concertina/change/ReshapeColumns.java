package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some columns of a table become others: one is split into several, or several are merged into one.
 * The naive way is ADD COLUMN, UPDATE and DROP COLUMN.
 *
 * @param from the columns that go
 * @param into the columns that come
 */
public record ReshapeColumns(
    TableRef table, List<OldColumn> from, List<NewColumn> into, Origin origin) implements Change {

  /**
   * A column that goes.
   *
   * @param down its value in rows that the new application writes; over the new columns
   */
  public record OldColumn(Identifier name, String down) {}

  /**
   * A column that comes.
   *
   * @param type as written
   * @param up its value in rows that the old application writes; over the old columns
   */
  public record NewColumn(
      Identifier name, String type, boolean notNull, Optional<String> defaultValue, String up) {

    private Sql addition() {
      return Sql.of(
          "ADD COLUMN {} {}{}{}",
          name,
          Sql.verbatim(type),
          defaultValue.map(value -> Sql.of(" DEFAULT {}", Sql.verbatim(value))).orElse(Sql.of("")),
          notNull ? Sql.of(" NOT NULL") : Sql.of(""));
    }
  }

  public ReshapeColumns {
    from = List.copyOf(from);
    into = List.copyOf(into);
  }

  @Override
  public List<Sql> atOnce() {
    List<Sql> actions = new ArrayList<>();
    into.forEach(column -> actions.add(column.addition()));
    from.forEach(column -> actions.add(Sql.of("DROP COLUMN {}", column.name())));
    return List.of(Sql.of("ALTER TABLE {} {}", table.sql(), Sql.join(", ", actions)));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reshapeColumns(this);
  }
}
