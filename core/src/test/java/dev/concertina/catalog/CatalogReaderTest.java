package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class CatalogReaderTest {

  private static final CatalogRequest NOTHING = new CatalogRequest(Set.of(), List.of());

  @OnEveryServer
  void tellsServerRoleAndCreationSchema(TestDatabase database) {
    Catalog catalog = Reading.catalog(database, NOTHING);

    assertThat(catalog.server().major()).isEqualTo(database.server().major());
    assertThat(catalog.role()).isEqualTo(new Role(new Identifier("postgres"), true, true, true));
    assertThat(catalog.creationSchema()).isEqualTo(new Identifier("public"));
    assertThat(catalog.home()).isEqualTo(Reading.HOME);
  }

  @OnEveryServer
  void leavesTheSessionAsItWas(TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE t (a int)");
    String settings =
        "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
            + " WHERE context = 'user'";
    Trial<?> trial = new Trial.TypeChange(TableRef.of("t"), new Identifier("a"), "text", none());
    try (Connection connection = database.connection()) {
      execute(connection, "SET search_path = public, pg_catalog");
      execute(connection, "SET DateStyle = 'ISO, DMY'");
      String before = value(connection, settings);

      Reading.catalog(connection, new CatalogRequest(Set.of(TableRef.of("t")), List.of(trial)));

      assertThat(value(connection, settings)).isEqualTo(before);
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(value(connection, "SELECT count(*) FROM pg_class WHERE relpersistence = 't'"))
          .isEqualTo("0");
    }
  }

  @OnEveryServer
  void refusesAConnectionInATransaction(TestDatabase database) throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> Reading.catalog(connection, NOTHING))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("autocommit");
    }
  }

  @OnEveryServer
  void readsWhereWritingIsOffByDefault(TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE t (a int)");
    Trial<?> trial = new Trial.Expression(TableRef.of("t"), Map.of(), "a + 1");
    try (Connection connection = database.connection()) {
      execute(connection, "SET default_transaction_read_only = on");
      Catalog catalog = Reading.catalog(connection, new CatalogRequest(Set.of(), List.of(trial)));
      assertThat(catalog.answer(trial).isAccepted()).isTrue();
    }
  }

  @OnEveryServer
  void theSearchPathOfTheConnectionDecides(TestDatabase database) throws SQLException {
    database.execute(
        "CREATE SCHEMA \"we\"\"ird\"",
        "CREATE TABLE \"we\"\"ird\".t (a int)",
        "CREATE TABLE public.t (a int)");
    TableRef ref = TableRef.of("t");
    try (Connection connection = database.connection()) {
      execute(connection, "SET search_path = \"we\"\"ird\", public");
      Catalog catalog = Reading.catalog(connection, new CatalogRequest(Set.of(ref), List.of()));

      assertThat(catalog.names()).containsEntry(ref, QualifiedName.of("we\"ird", "t"));
      assertThat(catalog.creationSchema()).isEqualTo(new Identifier("we\"ird"));
    }
  }

  @OnEveryServer
  void aSearchPathWithoutASchemaIsRefusedWithTheWayOut(TestDatabase database) throws SQLException {
    try (Connection connection = database.connection()) {
      execute(connection, "SET search_path = nowhere");
      assertThatThrownBy(() -> Reading.catalog(connection, NOTHING))
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo("no-schema"));
    }
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
