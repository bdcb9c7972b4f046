package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A foreign key; its columns pair up by position.
 *
 * @param table the referencing table
 * @param actions MATCH, ON UPDATE and ON DELETE, ready to follow the column list
 * @param acts whether a change of the referenced row changes or deletes rows of the table
 * @param setOnDelete the columns that ON DELETE SET names (PostgreSQL 15), to follow the actions
 * @param timing DEFERRABLE and the like, to come last
 * @param period whether its last columns are periods that parents have to cover (PostgreSQL 18)
 * @param inherited whether a partition has it from its parent
 */
public record ForeignKey(
    Identifier name,
    QualifiedName table,
    List<Identifier> columns,
    QualifiedName referenced,
    List<Identifier> referencedColumns,
    Sql actions,
    boolean acts,
    List<Identifier> setOnDelete,
    Sql timing,
    boolean period,
    boolean validated,
    boolean inherited,
    Optional<String> comment) {

  public ForeignKey {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
    setOnDelete = List.copyOf(setOnDelete);
  }

  /** Whether an action on the referenced row sets a column to its default. */
  public boolean setsDefault() {
    return actions.sql().contains("SET DEFAULT");
  }

  /** Whether each row has a parent of its own key; the parents of a period cover it together. */
  public boolean namesParents() {
    return validated && !period;
  }

  /**
   * What follows ADD CONSTRAINT and its name, where columns have other names.
   *
   * @param own of the columns that refer
   * @param parent of those referred to
   */
  public Sql definition(UnaryOperator<Identifier> own, UnaryOperator<Identifier> parent) {
    return Sql.of(
        "FOREIGN KEY ({}) REFERENCES {} ({}) {}",
        list(columns, own),
        referenced,
        list(referencedColumns, parent),
        options(own));
  }

  private Sql list(List<Identifier> names, UnaryOperator<Identifier> named) {
    List<Sql> written =
        new ArrayList<>(names.stream().map(name -> Sql.of("{}", named.apply(name))).toList());
    if (period) {
      int last = written.size() - 1;
      written.set(last, Sql.of("PERIOD {}", written.get(last)));
    }
    return Sql.join(", ", written);
  }

  /** What follows the referenced columns, where the table's columns have other names. */
  public Sql options(UnaryOperator<Identifier> named) {
    Sql set =
        setOnDelete.isEmpty()
            ? Sql.of("")
            : Sql.of("({})", Sql.join(", ", setOnDelete.stream().map(named).toList()));
    return Sql.join(
        " ", Stream.of(actions, set, timing).filter(part -> !part.sql().isEmpty()).toList());
  }
}
