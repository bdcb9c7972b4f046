package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.ServerVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a database that one plan needs, read in one transaction. Immutable.
 *
 * @param creationSchema where an unqualified new object would stand
 * @param home the schema of Concertina's own objects
 * @param schemas every schema of the database
 * @param names what the requested names resolve to; a name that is free is absent
 * @param relations by resolved name
 * @param answers to the requested trials
 */
public record Catalog(
    ServerVersion server,
    Role role,
    Identifier creationSchema,
    Identifier home,
    Set<Identifier> schemas,
    Map<TableRef, QualifiedName> names,
    Map<QualifiedName, Relation> relations,
    Map<Trial<?>, Answer<?>> answers) {

  /**
   * Anything that holds a name in {@code pg_class}.
   *
   * @param table its description, for ordinary tables and their like
   * @param indexedTable the table of an index
   */
  public record Relation(
      QualifiedName name,
      TableKind kind,
      Optional<Table> table,
      Optional<QualifiedName> indexedTable) {}

  public Catalog {
    names = Map.copyOf(names);
    relations = Map.copyOf(relations);
    answers = Map.copyOf(answers);
  }

  /** What the name stands for, if anything. */
  public Optional<Relation> relation(TableRef ref) {
    return Optional.ofNullable(names.get(ref)).map(relations::get);
  }

  /** One that was asked for, however it was called. */
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** The table of that full name, if it was read. */
  public Optional<Table> table(QualifiedName name) {
    return relation(name).flatMap(Relation::table);
  }

  /** The full name that an object created as {@code ref} gets. */
  public QualifiedName placeOf(TableRef ref) {
    return new QualifiedName(ref.schema().orElse(creationSchema), ref.name());
  }

  /**
   * The answer to a trial that was requested.
   *
   * @throws IllegalArgumentException if it was not requested
   */
  @SuppressWarnings("unchecked") // the reader stores an Answer<T> under a Trial<T>
  public <T> Answer<T> answer(Trial<T> trial) {
    Answer<?> answer = answers.get(trial);
    if (answer == null) {
      throw new IllegalArgumentException("not asked: " + trial);
    }
    return (Answer<T>) answer;
  }
}
