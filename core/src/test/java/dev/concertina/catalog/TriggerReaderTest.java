package dev.concertina.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

class TriggerReaderTest {

  private static final String RETURNS_NEW =
      "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

  @OnEveryServer
  void userTriggersAreReadInFiringOrder(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t)",
        "CREATE FUNCTION f" + RETURNS_NEW,
        "CREATE TRIGGER \"étag\" BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TRIGGER zz AFTER UPDATE OF b, a ON t FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TRIGGER \"B\" AFTER DELETE ON t EXECUTE FUNCTION f()",
        "ALTER TABLE t ENABLE ALWAYS TRIGGER zz",
        "ALTER TABLE t DISABLE TRIGGER \"B\"");
    QualifiedName f = QualifiedName.of("public", "f");

    assertThat(Reading.table(database, "t").triggers())
        .containsExactly(
            new Trigger(new Identifier("B"), false, false, 'D', List.of(), f),
            new Trigger(
                new Identifier("zz"),
                false,
                true,
                'A',
                List.of(new Identifier("b"), new Identifier("a")),
                f),
            new Trigger(new Identifier("étag"), true, true, 'O', List.of(), f));
  }

  @OnEveryServer
  void concertinasOwnTriggersAreLeftOut(TestDatabase database) {
    database.execute(
        "CREATE TABLE t (a int)",
        "CREATE SCHEMA concertina",
        "CREATE FUNCTION concertina.f" + RETURNS_NEW,
        "CREATE TRIGGER own BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION concertina.f()");

    assertThat(Reading.table(database, "t").triggers()).isEmpty();
    assertThat(Reading.table(database, "t").dependents()).isEmpty();
  }
}
