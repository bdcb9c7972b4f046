package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Reads catalogs for the tests of this package. */
final class Reading {

  static final Identifier HOME = new Identifier("concertina");

  private static final CatalogReader READER = new CatalogReader(Sources.PARSER);

  private Reading() {}

  static Catalog catalog(TestDatabase database, CatalogRequest request) {
    try (Connection connection = database.connection()) {
      return READER.read(connection, HOME, request);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  static Catalog catalog(Connection connection, CatalogRequest request) throws SQLException {
    return READER.read(connection, HOME, request);
  }

  static Table table(TestDatabase database, String name) {
    TableRef ref = TableRef.of(name);
    return catalog(database, new CatalogRequest(Set.of(ref), List.of()))
        .relation(ref)
        .orElseThrow()
        .table()
        .orElseThrow();
  }

  static Column column(TestDatabase database, String table, String column) {
    return table(database, table).column(new Identifier(column)).orElseThrow();
  }

  static <T> Answer<T> answer(TestDatabase database, Trial<T> trial) {
    return catalog(database, new CatalogRequest(Set.of(), List.of(trial))).answer(trial);
  }
}
