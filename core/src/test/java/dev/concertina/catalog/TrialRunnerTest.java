package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class TrialRunnerTest {

  @OnEveryServer
  void aRefusedTrialDoesNotDisturbTheNext(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");
    TableRef table = TableRef.of("t");
    Trial<?> refused = new Trial.Expression(table, Map.of(), "nothing");
    Trial<?> accepted = new Trial.Expression(table, Map.of(), "a");
    Trial<?> last = new Trial.NewColumn(table, new Identifier("a"), "int", Optional.empty());

    Catalog catalog =
        Reading.catalog(
            database, new CatalogRequest(Set.of(), List.of(refused, accepted, last, refused)));

    assertThat(catalog.answer(refused).isAccepted()).isFalse();
    assertThat(catalog.answer(accepted).isAccepted()).isTrue();
    assertThat(catalog.answer(last))
        .isEqualTo(new Answer.Refused<>("42701", "column \"a\" of relation \"t\" already exists"));
  }

  @OnEveryServer
  void hostileNamesAreOnlyNames(TestDatabase database) {
    String longest = "ü".repeat(31) + "x";
    for (String name : List.of("we\"ird", "select", longest, "x; DROP TABLE y")) {
      Identifier id = new Identifier(name);
      TableRef table = TableRef.of(name);
      database.execute("CREATE TABLE %1$s (%1$s varchar(5) UNIQUE)".formatted(id.sql()));

      List<Trial<?>> trials =
          List.of(
              new Trial.Expression(table, Map.of(id, "text"), id.sql() + "." + id.sql()),
              new Trial.TypeChange(table, id, "text", Optional.of("lower(" + id.sql() + ")")),
              new Trial.NewColumn(table, id.derived("new"), "text", Optional.of("'x'")));
      Catalog catalog = Reading.catalog(database, new CatalogRequest(Set.of(), trials));

      assertThat(catalog.answers().values()).as(name).allMatch(Answer::isAccepted);
    }
  }

  @OnEveryServer
  void aFailureToAskIsNoRefusal(TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE t (a int)");
    Trial<?> trial = new Trial.Expression(TableRef.of("t"), Map.of(), "a");
    try (Connection holder = database.connection();
        Statement lock = holder.createStatement();
        Connection connection = database.connection();
        Statement settings = connection.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("LOCK TABLE t");
      settings.execute("SET lock_timeout = '10ms'");

      assertThatThrownBy(
              () -> Reading.catalog(connection, new CatalogRequest(Set.of(), List.of(trial))))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }
}
