package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class TableReaderTest {

  @OnEveryServer
  void sizeIsThatOfTheHeapAndRowsAreEstimated(TestDatabase database) {
    database.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) AS a");
    assertThat(Reading.table(database, "t").rows()).isEqualTo(-1);
    database.execute("VACUUM ANALYZE t");

    assertThat(Reading.table(database, "t").rows()).isEqualTo(1000);
    assertThat(Reading.table(database, "t").bytes()).isEqualTo(5 * 8192);
  }

  @OnEveryServer
  void aPartitionedTableIsAsLargeAndAsPublishedAsItsPartitions(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int) PARTITION BY RANGE (a)",
        "CREATE TABLE part PARTITION OF t FOR VALUES FROM (0) TO (9)",
        "INSERT INTO t VALUES (1)",
        "CREATE PUBLICATION p FOR TABLE part");

    assertThat(Reading.table(database, "t").bytes()).isEqualTo(8192);
    assertThat(Reading.table(database, "t").published()).isTrue();
  }

  @OnEveryServer
  void rowSecurityIsTold(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");
    assertThat(Reading.table(database, "t").rowSecurity()).isFalse();
    database.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY");
    assertThat(Reading.table(database, "t").rowSecurity()).isTrue();
  }

  @OnEveryServer
  void grantsNameTheRoleOrPublic(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)");
    assertThat(Reading.table(database, "t").grants()).isEmpty();
    database.execute(
        "GRANT SELECT ON t TO PUBLIC", "GRANT UPDATE ON t TO pg_monitor WITH GRANT OPTION");

    assertThat(Reading.table(database, "t").grants())
        .contains(
            new Grant(Optional.of(new Identifier("pg_monitor")), "UPDATE", true),
            new Grant(Optional.empty(), "SELECT", false));
  }

  @OnEveryServer
  void anOrdinaryRoleReadsTheTablesOfOthersAsNotItsOwn(TestDatabase database) throws SQLException {
    String role = "\"Some \"\"one\"";
    database.execute(
        "CREATE TABLE theirs (a int)",
        "DROP ROLE IF EXISTS " + role,
        "CREATE ROLE " + role,
        "GRANT CREATE ON SCHEMA public TO " + role);
    TableRef theirs = TableRef.of("theirs");
    TableRef own = TableRef.of("own");
    try (Connection connection = database.connection()) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET ROLE " + role);
        statement.execute("CREATE TABLE own (a int)");
      }
      Catalog catalog =
          Reading.catalog(connection, new CatalogRequest(Set.of(theirs, own), List.of()));

      assertThat(catalog.role())
          .isEqualTo(new Role(new Identifier("Some \"one"), false, false, false));
      assertThat(table(catalog, theirs).owned()).isFalse();
      assertThat(table(catalog, theirs).owner()).isEqualTo(new Identifier("postgres"));
      assertThat(table(catalog, own).owned()).isTrue();
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static Table table(Catalog catalog, TableRef ref) {
    return catalog.relation(ref).orElseThrow().table().orElseThrow();
  }
}
