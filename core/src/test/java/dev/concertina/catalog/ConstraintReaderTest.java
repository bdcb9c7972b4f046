package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;

class ConstraintReaderTest {

  @OnEveryServer
  void aCheckIsReadWithItsColumnsAndQualifiedNames(TestDatabase database) {
    database.execute(
        "CREATE FUNCTION ok(text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT true'",
        "CREATE TABLE t (a text, \"we\"\"ird\" text)",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (ok(t.a) AND \"we\"\"ird\" <> a) NO INHERIT NOT VALID",
        "COMMENT ON CONSTRAINT c ON t IS 'why'");

    Check check = Reading.table(database, "t").checks().get(0);

    assertThat(check.name()).isEqualTo(new Identifier("c"));
    assertThat(check.expression().sql().sql())
        .isEqualTo("(public.ok(\"a\") AND (\"we\"\"ird\" <> \"a\"))");
    assertThat(check.expression().columns())
        .containsExactly(new Identifier("a"), new Identifier("we\"ird"));
    assertThat(check.validated()).isFalse();
    assertThat(check.noInherit()).isTrue();
    assertThat(check.comment()).hasValue("why");
  }

  @OnEveryServer
  void aCheckOfTheRowAsAWholeIsRefused(TestDatabase database) {
    database.execute("CREATE TABLE t (a int, CHECK (t.* IS NOT NULL))");

    assertThatThrownBy(() -> Reading.table(database, "t"))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo("row-expression"))
        .hasMessageContaining("public.t");
  }

  @OnEveryServer
  void aForeignKeyIsReadFromBothSides(TestDatabase database) {
    database.execute(
        "CREATE TABLE parent (x int, y int, PRIMARY KEY (x, y))",
        "CREATE TABLE child (b int, a int)",
        "ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES parent (x, y) MATCH FULL"
            + " ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID");
    ForeignKey expected =
        new ForeignKey(
            new Identifier("fk"),
            QualifiedName.of("public", "child"),
            List.of(new Identifier("a"), new Identifier("b")),
            QualifiedName.of("public", "parent"),
            List.of(new Identifier("x"), new Identifier("y")),
            Sql.of("MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL"),
            true,
            List.of(),
            Sql.of("DEFERRABLE INITIALLY DEFERRED"),
            false,
            false,
            false,
            Optional.empty());

    assertThat(Reading.table(database, "child").foreignKeys()).containsExactly(expected);
    assertThat(Reading.table(database, "child").referencedBy()).isEmpty();
    assertThat(Reading.table(database, "parent").referencedBy()).containsExactly(expected);
  }

  @OnEveryServer
  void whatADeleteSetsIsReadSincePostgres15(TestDatabase database) {
    String columns = database.server().major() < 15 ? "" : " (\"A\")";
    database.execute(
        "CREATE TABLE parent (x int, y int, PRIMARY KEY (x, y))",
        "CREATE TABLE child (\"A\" int, b int, FOREIGN KEY (\"A\", b) REFERENCES parent"
            + " ON UPDATE RESTRICT ON DELETE SET DEFAULT"
            + columns
            + ")");

    assertThat(Reading.table(database, "child").foreignKeys().get(0).options(c -> c).sql())
        .isEqualTo("ON UPDATE RESTRICT ON DELETE SET DEFAULT" + columns);
  }

  @OnEveryServer
  void aForeignKeyToAPartitionedTableIsOne(TestDatabase database) {
    database.execute(
        "CREATE TABLE parent (x int PRIMARY KEY) PARTITION BY RANGE (x)",
        "CREATE TABLE part PARTITION OF parent FOR VALUES FROM (0) TO (9)",
        "CREATE TABLE child (a int REFERENCES parent)");

    assertThat(Reading.table(database, "child").foreignKeys()).hasSize(1);
    assertThat(Reading.table(database, "parent").referencedBy()).hasSize(1);
  }
}
