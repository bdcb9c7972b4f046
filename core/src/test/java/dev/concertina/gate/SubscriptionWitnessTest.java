package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** A column that the publisher still sends may not go: the apply worker would stop. */
class SubscriptionWitnessTest {

  private static final Migration RENAME =
      new MigrationText(Sources.PARSER)
          .of("V7__name.sql", "V7__name.sql", "ALTER TABLE users RENAME COLUMN a TO b;");

  @OnEveryServer
  void contractWaitsForWhatASubscriptionFills(TestDatabase database) {
    for (String filled : new String[] {"users_1", "users"}) {
      database.execute(
          "DROP SCHEMA IF EXISTS concertina CASCADE",
          "DROP TABLE IF EXISTS users",
          "CREATE TABLE users (id int PRIMARY KEY, a text) PARTITION BY RANGE (id)",
          "CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (100)");
      subscribe(database, filled);
      try (Concertina concertina =
          Concertina.connect(
              name -> database.connection(),
              Settings.defaults(),
              new Listener() {},
              Sources.PARSER)) {
        assertThat(concertina.preflight(concertina.plan(RENAME)))
            .singleElement()
            .satisfies(
                told -> {
                  assertThat(told.code()).isEqualTo("subscribed");
                  assertThat(told.message())
                      .startsWith("public.users is filled by subscription feed: `finish` will");
                });
        concertina.deploy(RENAME);

        assertThatThrownBy(() -> concertina.finish(RENAME.version(), ContractOptions.gated()))
            .isInstanceOfSatisfying(
                WaitingException.class,
                shut ->
                    assertThat(shut.reasons())
                        .singleElement()
                        .asString()
                        .startsWith("Subscription feed fills public.users and may write")
                        .contains("public.users.a", "Change the publisher first"));
        assertThat(database.query("SELECT a FROM users")).isEmpty();

        concertina.finish(RENAME.version(), ContractOptions.overridden("it sends b now"));
        assertThat(database.query("SELECT b FROM users")).isEmpty();
      } finally {
        database.execute("DROP SUBSCRIPTION feed");
      }
    }
  }

  /** As CREATE SUBSCRIPTION leaves it when it has seen its publisher. */
  private static void subscribe(TestDatabase database, String table) {
    database.execute(
        "CREATE SUBSCRIPTION feed CONNECTION 'dbname=elsewhere' PUBLICATION all_of_it"
            + " WITH (connect = false, slot_name = NONE)",
        "SET allow_system_table_mods = on",
        "INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate)"
            + " SELECT oid, '"
            + table
            + "'::regclass, 'r' FROM pg_subscription WHERE subname = 'feed'",
        "RESET allow_system_table_mods");
  }
}
