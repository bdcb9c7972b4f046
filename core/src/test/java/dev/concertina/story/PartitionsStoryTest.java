package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** Every change on a table with two levels of partitions, while both applications write. */
class PartitionsStoryTest {

  private static final String EVENTS =
      """
      CREATE TABLE events (
        id bigint, at date, region text, user_name varchar(80) NOT NULL DEFAULT 'nobody'
          CHECK (user_name <> 'root'),
        visits int DEFAULT 0,
        PRIMARY KEY (id, at, region))
        PARTITION BY RANGE (at);
      CREATE TABLE events_2024 PARTITION OF events
        FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (region);
      CREATE TABLE events_2024_eu PARTITION OF events_2024 FOR VALUES IN ('eu');
      CREATE TABLE events_2024_rest PARTITION OF events_2024 DEFAULT;
      CREATE TABLE events_2025 (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
        PARTITION BY HASH (id);
      CREATE TABLE events_2025_0 PARTITION OF events_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE events_2025_1 PARTITION OF events_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE TABLE events_other PARTITION OF events DEFAULT;
      CREATE INDEX events_by_name ON events (lower(user_name), visits) WHERE user_name <> '';
      CREATE UNIQUE INDEX events_once ON events (user_name, id, at, region);
      ALTER TABLE events ALTER user_name SET STORAGE EXTERNAL;
      ALTER TABLE events_2024_eu ALTER user_name SET COMPRESSION pglz;
      ALTER TABLE ONLY events ALTER user_name SET STATISTICS 50;
      ALTER TABLE events_2025_1 ALTER user_name SET STATISTICS 77;
      COMMENT ON COLUMN events.user_name IS 'what we call them';
      COMMENT ON COLUMN events_2024_eu.user_name IS 'of Europe';
      GRANT SELECT (user_name) ON events, events_2025_0 TO pg_monitor;
      INSERT INTO events SELECT g, date '2023-06-01' + g, CASE g % 3 WHEN 0 THEN 'eu' ELSE 'us' END,
        'u' || g FROM generate_series(1, 900) g;
      """;

  private static final String LATE =
      "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');";

  private static final String RENAME = "ALTER TABLE events RENAME COLUMN user_name TO full_name;";

  @OnEveryServer
  void a_column_is_renamed_while_rows_move_and_a_partition_comes(TestDatabase database) {
    Story story = Story.given(database, EVENTS, RENAME).expand();
    story
        .oldApplication()
        .writes("UPDATE events SET user_name = 'Ann' WHERE id = 1")
        .writes("UPDATE events SET region = 'eu', user_name = 'moved' WHERE id = 250");

    story.migrate();
    story.oldApplication().writes(LATE);
    story
        .newApplication()
        .reads(
            "SELECT full_name FROM events WHERE id IN (1, 2, 250) ORDER BY id",
            "(Ann)",
            "(u2)",
            "(moved)")
        .writes("UPDATE events SET full_name = 'Bob', at = at + 500 WHERE id = 2")
        .writes(
            "INSERT INTO events (id, at, region, full_name) VALUES (901, '2026-02-02', 'eu', 'Cid')");
    story
        .oldApplication()
        .reads(
            "SELECT user_name, tableoid::regclass FROM events WHERE id IN (2, 901) ORDER BY id",
            "(Bob,events_2024_rest)",
            "(Cid,events_2026)")
        .writes("UPDATE events SET user_name = 'Dee', region = 'eu' WHERE id = 2")
        .writes("INSERT INTO events (id, at, region) VALUES (902, '2026-03-03', 'us')");
    story
        .newApplication()
        .reads(
            "SELECT full_name, tableoid::regclass FROM events WHERE id IN (2, 902) ORDER BY id",
            "(Dee,events_2024_eu)",
            "(nobody,events_2026)");

    story.switchOver().revert().switchOver();
    story
        .oldApplication()
        .writes("UPDATE events SET user_name = 'Eve', at = '2020-01-01' WHERE id = 3");
    story.newApplication().reads("SELECT full_name FROM events WHERE id = 3", "(Eve)");

    assertThat(story.agrees()).isTrue();
    story.contract();
    story.newApplication().reads("SELECT count(*) FROM events WHERE full_name IS NULL", "(0)");
    story.endsAsTheNaiveSqlDoes(RENAME, LATE);
    assertThat(indexesOf(database, "events_2024_eu")).contains("events_2024_eu_lower_visits_idx");
  }

  @OnEveryServer
  void after_abort_the_partitions_are_what_they_were(TestDatabase database) {
    Story.given(database, EVENTS, RENAME).expand().abort().endsAsItBegan();
    Story again = Story.given(database, "", RENAME).expand().migrate();
    again
        .newApplication()
        .writes("UPDATE events SET full_name = 'kept', region = 'x' WHERE id = 9");
    again.abort().endsAsItBegan();
    again.oldApplication().reads("SELECT user_name FROM events WHERE id = 9", "(kept)");
  }

  @OnEveryServer
  void a_type_changes_and_a_lossy_down_survives_a_move(TestDatabase database) {
    Story story =
        Story.given(
                database,
                EVENTS,
                "ALTER TABLE events ALTER COLUMN user_name TYPE varchar(3) USING left(user_name, 3);")
            .expand()
            .migrate();
    story
        .oldApplication()
        .writes("UPDATE events SET user_name = 'abcdef', region = 'eu' WHERE id = 1");
    story
        .newApplication()
        .reads("SELECT user_name FROM events WHERE id = 1", "(abc)")
        .writes("UPDATE events SET region = 'asia' WHERE id = 1");
    story.oldApplication().reads("SELECT user_name FROM events WHERE id = 1", "(abcdef)");
    story.oldApplication().writes(LATE);
    assertThat(story.agrees()).isTrue();
    story.switchOver().revert().switchOver().contract();
    story.endsAsTheNaiveSqlDoes(
        "DROP INDEX events_by_name",
        "ALTER TABLE events ALTER COLUMN user_name TYPE varchar(3) USING left(user_name, 3)",
        "CREATE INDEX events_by_name ON events (lower(user_name), visits) WHERE user_name <> ''",
        LATE);
  }

  @OnEveryServer
  void a_column_becomes_not_null_in_every_partition(TestDatabase database) {
    String migration =
        "-- concertina: up = 0\nALTER TABLE events ALTER COLUMN visits SET NOT NULL;";
    Story story =
        Story.given(
                database, EVENTS + "UPDATE events SET visits = NULL WHERE id % 7 = 0;", migration)
            .expand();
    story
        .oldApplication()
        .writes("UPDATE events SET visits = NULL, region = 'eu' WHERE id = 5")
        .writes(
            "INSERT INTO events (id, at, region, visits) VALUES (903, '2024-05-05', 'eu', NULL)");
    story.migrate();
    story.oldApplication().writes(LATE);
    story.newApplication().reads("SELECT count(*) FROM events WHERE visits IS NULL", "(0)");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes(
        "UPDATE events SET visits = 0 WHERE visits IS NULL",
        "ALTER TABLE events ALTER visits SET NOT NULL",
        LATE);
  }

  @OnEveryServer
  void a_column_with_a_volatile_default_is_added(TestDatabase database) {
    String naive = "ALTER TABLE events ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();";
    Story story = Story.given(database, EVENTS, naive).expand();
    story.oldApplication().writes("UPDATE events SET region = 'eu' WHERE id = 7").writes(LATE);
    story.migrate();
    story.newApplication().reads("SELECT count(DISTINCT token) = count(*) FROM events", "(t)");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes(naive, LATE);
  }

  @OnEveryServer
  void a_column_is_dropped(TestDatabase database) {
    String naive = "ALTER TABLE events DROP COLUMN user_name;";
    Story story =
        Story.given(
                database,
                EVENTS + "ALTER TABLE events ALTER user_name DROP DEFAULT;",
                "-- concertina: down = 'left out'\n" + naive)
            .expand()
            .migrate();
    story
        .newApplication()
        .writes("INSERT INTO events (id, at, region) VALUES (904, '2024-05-05', 'eu')")
        .writes("INSERT INTO events (id, at, region) VALUES (905, '2025-05-05', 'eu')");
    story
        .oldApplication()
        .reads("SELECT DISTINCT user_name FROM events WHERE id > 903", "(\"left out\")");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_dropped_column_that_was_required_is_required_again_after_abort(TestDatabase database) {
    Story story =
        Story.given(
                database,
                EVENTS + "ALTER TABLE events ALTER user_name DROP DEFAULT;",
                "ALTER TABLE events DROP COLUMN user_name;")
            .expand()
            .migrate();
    story
        .newApplication()
        .writes("INSERT INTO events (id, at, region) VALUES (905, '2025-05-05', 'eu')");
    story.oldApplication().writes("UPDATE events SET user_name = 'x' WHERE user_name IS NULL");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void an_index_is_built_part_by_part(TestDatabase database) {
    String naive =
        "CREATE INDEX events_by_visits ON public.events USING btree (visits DESC) INCLUDE (id);";
    Story story = Story.given(database, EVENTS, naive).expand();
    story.oldApplication().writes(LATE);
    story.endsAsTheNaiveSqlDoes(naive, LATE);
  }

  @OnEveryServer
  void an_index_goes_with_all_its_parts_at_abort(TestDatabase database) {
    Story.given(database, EVENTS, "CREATE INDEX again ON events (visits, at);")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void a_unique_index_is_built_at_contract(TestDatabase database) {
    String naive = "CREATE UNIQUE INDEX events_unique ON events (visits, id, at, region);";
    Story story = Story.given(database, EVENTS, naive).throughout();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void an_index_is_dropped_with_its_parts(TestDatabase database) {
    Story.given(database, EVENTS, "DROP INDEX events_by_name;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_dropped_table_is_kept_with_its_partitions(TestDatabase database) {
    Story story = Story.given(database, EVENTS, "DROP TABLE events;").expand().migrate();
    story.oldApplication().writes(LATE);
    assertThatThrownBy(() -> story.switchOver().contract())
        .hasMessageContaining("partitions of public.events came or went since");
    story.oldApplication().writes("DROP TABLE events_2026");
    story.contract();
    assertThat(
            database.query(
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                    + " WHERE nspname = 'concertina_retained' AND relkind IN ('r', 'p')"))
        .containsExactly("8");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_table_is_renamed(TestDatabase database) {
    Story story = Story.given(database, EVENTS, "ALTER TABLE events RENAME TO happenings;");
    story.expand().migrate();
    story
        .newApplication()
        .writes("UPDATE happenings SET region = 'eu' WHERE id = 4")
        .reads("SELECT user_name FROM happenings WHERE id = 4", "(u4)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_foreign_key_is_carried_where_postgres_can(TestDatabase database) {
    String key =
        "CREATE TABLE people (name varchar(80) PRIMARY KEY);"
            + " INSERT INTO people SELECT user_name FROM events;"
            + " ALTER TABLE events ADD CONSTRAINT known FOREIGN KEY (user_name) REFERENCES people;";
    Story story = Story.given(database, EVENTS + key, RENAME);
    if (database.server().major() < 18) {
      assertThatThrownBy(story::plan)
          .hasMessageContaining("PostgreSQL before 18 cannot add NOT VALID");
    } else {
      story.throughout().endsAsTheNaiveSqlDoes();
    }
  }

  @OnEveryServer
  void a_partition_attached_with_rows_that_nobody_synced_is_seen(TestDatabase database) {
    Story story = Story.given(database, EVENTS, RENAME).expand().migrate().switchOver();
    story
        .oldApplication()
        .writes(
            "CREATE TABLE late (LIKE events INCLUDING ALL)",
            "INSERT INTO late (id, at, region, user_name) VALUES (950, '2026-05-05', 'eu', 'Zoe')",
            "ALTER TABLE events ATTACH PARTITION late FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
    assertThat(story.agrees()).isFalse();
    assertThatThrownBy(story::contract)
        .hasMessageContaining("full_name is not what user_name says");
    story.oldApplication().writes("UPDATE events SET user_name = 'Zoé' WHERE id = 950");
    story.contract();
    story.newApplication().reads("SELECT full_name FROM events WHERE id = 950", "(Zoé)");
  }

  @OnEveryServer
  void a_sync_that_is_off_in_one_partition_is_seen(TestDatabase database) {
    Story story = Story.given(database, EVENTS, RENAME).expand().migrate();
    database.execute("ALTER TABLE events_2025_1 DISABLE TRIGGER ALL");
    assertThatThrownBy(story::switchOver)
        .hasMessageContaining("the sync of public.events is not as it was installed");
    database.execute(
        "ALTER TABLE events_2025_1 ENABLE TRIGGER ALL",
        "DO $$ DECLARE t name; BEGIN FOR t IN SELECT tgname FROM pg_trigger"
            + " WHERE tgrelid = 'events'::regclass AND tgname LIKE '%concertina%'"
            + " LOOP EXECUTE format('ALTER TABLE events ENABLE ALWAYS TRIGGER %I', t); END LOOP; END $$",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER zzz BEFORE UPDATE ON events_2024_eu FOR EACH ROW EXECUTE FUNCTION f()");
    assertThatThrownBy(story::switchOver).hasMessageContaining("a new user trigger fires outside");
    database.execute("DROP TRIGGER zzz ON events_2024_eu");
    story.switchOver();
  }

  @OnEveryServer
  void a_partition_may_go_in_the_middle(TestDatabase database) {
    Story story = Story.given(database, EVENTS, RENAME).expand().migrate();
    String[] gone = {
      "ALTER TABLE events_2025 DETACH PARTITION events_2025_0",
      "DROP TABLE events_2025_0",
      "DROP TABLE events_other",
      "ALTER TABLE events_2024 DETACH PARTITION events_2024_eu"
    };
    story.oldApplication().writes(gone);
    story.switchOver().contract();
    // what was detached stays as it was when it went, with both columns
    story.oldApplication().writes("DROP TABLE events_2024_eu");
    story.endsAsTheNaiveSqlDoes(
        gone[0], gone[1], gone[2], gone[3], "DROP TABLE events_2024_eu", RENAME);
  }

  private static String indexesOf(TestDatabase database, String partition) {
    return String.join(
        " ",
        database.query(
            "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = '"
                + partition
                + "'::regclass"));
  }
}
