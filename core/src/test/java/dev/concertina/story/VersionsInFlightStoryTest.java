package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.StepFailedException;
import dev.concertina.engine.WaitingException;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.Optional;

/** Two versions published at one moment: the later one shows what both have changed. */
class VersionsInFlightStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE prices (id int PRIMARY KEY, amount text DEFAULT '0');
      CREATE TABLE users (id int PRIMARY KEY, age text);
      INSERT INTO prices VALUES (1, '10');
      INSERT INTO users VALUES (1, '30');
      GRANT SELECT ON prices TO PUBLIC;
      """;

  private final Migration first =
      migration("V9__prices", "prices ALTER amount DROP DEFAULT, ALTER amount", "amount");
  private final Migration second = migration("V10__ages", "users ALTER age", "age");

  @OnEveryServer
  void a_later_version_shows_what_an_earlier_one_has_changed(TestDatabase database) {
    Concertina concertina = published(database);
    Application latest = new Application(database, "v10, public");
    latest.writes(
        "INSERT INTO prices (id, amount) VALUES (2, 20)", "UPDATE users SET age = age + 1");
    latest.reads("SELECT sum(amount) FROM prices", "(30)");
    latest.reads("SELECT has_table_privilege('public', 'v10.prices', 'SELECT')", "(t)");
    new Application(database, "public")
        .reads("SELECT amount || age FROM prices JOIN users USING (id)", "(1031)");

    finish(concertina, first);
    latest.reads("SELECT sum(amount) + sum(age) FROM prices LEFT JOIN users USING (id)", "(61)");
    finish(concertina, second);
    latest.reads("SELECT sum(amount) + sum(age) FROM prices LEFT JOIN users USING (id)", "(61)");
    assertThat(database.query("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^v[0-9]'"))
        .containsExactly("0");
  }

  @OnEveryServer
  void the_later_one_keeps_its_schema_until_the_earlier_one_is_finished(TestDatabase database) {
    Concertina concertina = published(database);
    assertThatThrownBy(() -> finish(concertina, second))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("v10 shows an earlier version that is in flight");
    new Application(database, "v10, public").reads("SELECT sum(amount) FROM prices", "(10)");
    finish(concertina, first);
    concertina.contract(second.version(), ContractOptions.ungated());
  }

  @OnEveryServer
  void abort_of_the_later_one_leaves_the_earlier_one(TestDatabase database) {
    Concertina concertina = published(database);
    concertina.abort(second.version(), Optional.of("test"));
    new Application(database, "v9, public").reads("SELECT sum(amount) FROM prices", "(10)");
    finish(concertina, first);
  }

  @OnEveryServer
  void the_later_one_waits_until_the_earlier_one_is_published(TestDatabase database) {
    Concertina concertina = start(database);
    concertina.expand(first);
    assertThatThrownBy(() -> concertina.expand(second))
        .isInstanceOf(WaitingException.class)
        .hasMessageContaining("the earlier one first, up to MIGRATED");
  }

  @OnEveryServer
  void tables_of_one_name_wait_for_each_other(TestDatabase database) {
    Concertina concertina = start(database);
    database.execute("CREATE SCHEMA shop; CREATE TABLE shop.prices (id int, amount text)");
    concertina.expand(first);
    concertina.migrate(first.version());
    database.execute(
        "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = shop, public',"
            + " current_database()); END$$");
    Migration other = migration("V10__shop", "shop.prices ALTER amount", "amount");
    assertThatThrownBy(() -> concertina.expand(other))
        .isInstanceOf(WaitingException.class)
        .hasMessageContaining("find public.prices and shop.prices under one name");
    finish(concertina, first);
  }

  private Concertina published(TestDatabase database) {
    Concertina concertina = start(database);
    for (Migration migration : new Migration[] {first, second}) {
      concertina.expand(migration);
      concertina.migrate(migration.version());
    }
    return concertina;
  }

  private static Concertina start(TestDatabase database) {
    database.execute(SCHEMA);
    return Concertina.connect(
        name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  private static void finish(Concertina concertina, Migration migration) {
    Version version = migration.version();
    concertina.switchOver(version);
    concertina.contract(version, ContractOptions.ungated());
  }

  private static Migration migration(String name, String alter, String column) {
    String text =
        "-- concertina: down = "
            + column
            + "::text\nALTER TABLE "
            + alter
            + " TYPE int USING "
            + column
            + "::int";
    return new MigrationText(Sources.PARSER).of(name, name + ".sql", text);
  }
}
