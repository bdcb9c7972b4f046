package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.catalog.Partitioning.Partition;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class PartitionReaderTest {

  @OnEveryServer
  void partitionsOfEveryLevelComeAfterTheirParents(TestDatabase database) {
    create(database);
    database.execute("CREATE TABLE e1a PARTITION OF e1 DEFAULT");

    Partitioning found = Reading.table(database, "e").partitioning();

    assertThat(found.members())
        .extracting(
            p -> p.table().name().name().value() + " of " + p.parent().name() + " " + p.kind())
        .containsExactly("e1 of e PARTITIONED", "e2 of e LEAF", "e1a of e1 LEAF");
    assertThat(found.leaves())
        .extracting(t -> t.name().name().value())
        .containsExactly("e2", "e1a");
    assertThat(Reading.table(database, "e2").partitioning()).isEqualTo(Partitioning.NONE);
  }

  @OnEveryServer
  void theKeyIsThatOfEveryLevelWithTheColumnsOfExpressions(TestDatabase database) {
    create(database);
    assertThat(Reading.table(database, "e").partitioning().keys())
        .containsExactlyInAnyOrder(new Identifier("id"), new Identifier("region"));
  }

  @OnEveryServer
  void whatAPartitionHasFromItsParentIsToldFromWhatIsItsOwn(TestDatabase database) {
    database.execute(
        "CREATE TABLE e (id int PRIMARY KEY, n int CHECK (n > 0)) PARTITION BY RANGE (id)",
        "CREATE TABLE e2 PARTITION OF e DEFAULT",
        "CREATE TABLE other (id int PRIMARY KEY)",
        "ALTER TABLE e ADD FOREIGN KEY (n) REFERENCES other",
        "ALTER TABLE e2 ADD CONSTRAINT own_key FOREIGN KEY (id) REFERENCES other",
        "ALTER TABLE e2 ADD CONSTRAINT own_check CHECK (n < 9)",
        "CREATE INDEX own_index ON e2 (n)",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER t BEFORE UPDATE OF n ON e FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TRIGGER own BEFORE UPDATE ON e2 FOR EACH ROW EXECUTE FUNCTION f()");
    Table parent = Reading.table(database, "e");
    Table partition = parent.partitioning().members().get(0).table();

    assertThat(partition.checks())
        .extracting(c -> c.name() + " " + c.inherited())
        .containsExactly("e_n_check true", "own_check false");
    assertThat(partition.foreignKeys())
        .extracting(k -> k.name() + " " + k.inherited())
        .containsExactlyInAnyOrder("e_n_fkey true", "own_key false");
    assertThat(partition.indexes())
        .extracting(
            i -> i.name().name() + " of " + i.parent().map(p -> p.name().value()).orElse("-"))
        .containsExactly("e2_pkey of e_pkey", "own_index of -");
    assertThat(partition.triggers()).extracting(t -> t.name().value()).containsExactly("own");
    assertThat(partition.dependents()).isEmpty();
    assertThat(parent.triggers()).extracting(t -> t.name().value()).containsExactly("t");
  }

  @OnEveryServer
  void neitherPartitionsNorTheKeyHangOnAPartitionedTable(TestDatabase database) {
    create(database);
    database.execute("CREATE VIEW v AS SELECT n FROM e");

    assertThat(Reading.table(database, "e").dependents())
        .extracting(Dependent::what)
        .containsOnly("view public.v");
  }

  @OnEveryServer
  void aForeignTableIsAPartitionOutOfReach(TestDatabase database) {
    database.execute(
        "CREATE TABLE e (id int) PARTITION BY RANGE (id)",
        "CREATE FOREIGN DATA WRAPPER w",
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE FOREIGN TABLE far PARTITION OF e DEFAULT SERVER s");

    assertThat(Reading.table(database, "e").partitioning().members())
        .extracting(Partition::kind)
        .containsExactly(Partitioning.Kind.FOREIGN);
  }

  private static void create(TestDatabase database) {
    database.execute(
        "CREATE TABLE e (id int, region text, n int) PARTITION BY RANGE (id)",
        "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (9)"
            + " PARTITION BY LIST (lower(region))",
        "CREATE TABLE e2 PARTITION OF e DEFAULT");
  }
}
