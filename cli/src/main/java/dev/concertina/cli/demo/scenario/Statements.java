package dev.concertina.cli.demo.scenario;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * What one version of the application knows to say. Reads return {@code id}, {@code visits} and,
 * where the version knows the changed column, its content as {@code value}.
 *
 * @param type of the changed column; empty where the version does not know it
 * @param read one row by its key
 * @param list a page of rows by their keys
 * @param find the keys of the rows with a value, where the column is indexed
 * @param updateValue writes the changed column
 * @param updateOther writes another column of the same row
 */
public record Statements(
    Optional<ValueType> type,
    Query read,
    Query list,
    Optional<Query> find,
    Query insert,
    Optional<Query> updateValue,
    Query updateOther,
    Query delete) {

  /** A version that reads and writes the column. */
  public static Statements with(Identifier table, Identifier column, ValueType type) {
    return new Statements(
        Optional.of(type),
        Query.of(Sql.of("SELECT id, visits, {} AS value FROM {} WHERE id = :id", column, table)),
        Query.of(
            Sql.of(
                "SELECT id, visits, {} AS value FROM {} WHERE id BETWEEN :id AND :last ORDER BY id",
                column,
                table)),
        Optional.empty(),
        Query.of(
            Sql.of("INSERT INTO {} (id, visits, {}) VALUES (:id, :visits, :value)", table, column)),
        Optional.of(Query.of(Sql.of("UPDATE {} SET {} = :value WHERE id = :id", table, column))),
        Query.of(Sql.of("UPDATE {} SET visits = visits + 1 WHERE id = :id", table)),
        Query.of(Sql.of("DELETE FROM {} WHERE id = :id", table)));
  }

  /** As {@link #with}, and the application looks rows up by the column. */
  public static Statements indexed(Identifier table, Identifier column, ValueType type) {
    Statements with = with(table, column, type);
    return new Statements(
        with.type,
        with.read,
        with.list,
        Optional.of(Query.of(Sql.of("SELECT id FROM {} WHERE {} = :value", table, column))),
        with.insert,
        with.updateValue,
        with.updateOther,
        with.delete);
  }

  /** A version that does not know the changed column. */
  public static Statements without(Identifier table) {
    return new Statements(
        Optional.empty(),
        Query.of(Sql.of("SELECT id, visits FROM {} WHERE id = :id", table)),
        Query.of(
            Sql.of("SELECT id, visits FROM {} WHERE id BETWEEN :id AND :last ORDER BY id", table)),
        Optional.empty(),
        Query.of(Sql.of("INSERT INTO {} (id, visits) VALUES (:id, :visits)", table)),
        Optional.empty(),
        Query.of(Sql.of("UPDATE {} SET visits = visits + 1 WHERE id = :id", table)),
        Query.of(Sql.of("DELETE FROM {} WHERE id = :id", table)));
  }
}
