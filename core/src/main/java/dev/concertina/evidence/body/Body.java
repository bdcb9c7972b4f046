package dev.concertina.evidence.body;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * The names in a body: more than it uses where that cannot be told, never fewer.
 *
 * @param operators that it names; those of comparison always
 * @param columns that it names
 * @param texts its string constants, and what could not be cut into tokens
 * @param rowOfTrigger whether the row of a trigger counts as a whole
 * @param buildsSql whether it runs SQL that is made only when it runs
 * @param sight how well it was seen
 */
public record Body(
    List<Touch> touches,
    List<Conflict> conflicts,
    Set<Call> calls,
    Set<String> operators,
    Set<Made> types,
    Set<ColumnName> columns,
    List<String> texts,
    boolean rowOfTrigger,
    boolean buildsSql,
    Sight sight) {

  /** How well a body was seen. */
  public enum Sight {
    /** Every statement of it. */
    STATEMENTS,
    /** Its words: another language. */
    WORDS,
    /** It is SQL, and not all of it can be read. */
    NOT_WHOLE
  }

  /** Of compiled code. */
  public static final Body NOTHING =
      new Body(
          List.of(),
          List.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          List.of(),
          false,
          false,
          Sight.STATEMENTS);

  public Body {
    touches = List.copyOf(touches);
    conflicts = List.copyOf(conflicts);
    calls = Set.copyOf(calls);
    operators = Set.copyOf(operators);
    types = Set.copyOf(types);
    columns = Set.copyOf(columns);
    texts = List.copyOf(texts);
  }

  /** Whether it names the relation, the function or the type. */
  public boolean names(QualifiedName object) {
    return knows(object)
        || calls.stream().anyMatch(call -> call.function().mayBe(object))
        || types.stream().anyMatch(made -> made.type().mayBe(object))
        || says(object.name().value());
  }

  /**
   * Whether it names a column of the relation.
   *
   * @param rows relations of whose rows it is given some: by a trigger, as an argument
   */
  public boolean names(QualifiedName relation, Identifier column, Set<QualifiedName> rows) {
    boolean known = sight != Sight.STATEMENTS || rows.contains(relation) || knows(relation);
    return (known && says(column.value()))
        || columns.stream()
            .filter(each -> each.name().equals(column.value()))
            .anyMatch(
                each ->
                    each.of().isEmpty()
                        ? known
                        : each.of().stream().anyMatch(name -> name.mayBe(relation)));
  }

  private boolean knows(QualifiedName relation) {
    return touches.stream().anyMatch(touch -> touch.relation().mayBe(relation));
  }

  private boolean says(String word) {
    return texts.stream().anyMatch(text -> Words.mention(text, word));
  }
}
