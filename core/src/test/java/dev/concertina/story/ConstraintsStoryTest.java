package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class ConstraintsStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE companies (id int PRIMARY KEY, name text);
      CREATE TABLE users (id int PRIMARY KEY, email text, age int, company_id int NOT NULL,
        CONSTRAINT grown CHECK (age > 17),
        CONSTRAINT works_for FOREIGN KEY (company_id) REFERENCES companies);
      COMMENT ON CONSTRAINT grown ON users IS 'of age';
      INSERT INTO companies VALUES (1, 'one'), (2, 'two');
      INSERT INTO users SELECT g, 'e' || g, 18 + g, 1 FROM generate_series(1, 50) g;
      """;

  @OnEveryServer
  void a_check_waits_for_contract_and_names_the_rows_that_it_forbids(TestDatabase database) {
    Story story =
        Story.given(database, SCHEMA, "ALTER TABLE users ADD CHECK (length(email) < 5);")
            .expand()
            .migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (51, 'too long', 30, 1)");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("1 row of public.users")
        .hasMessageContaining("id = 51");
    story.oldApplication().writes("DELETE FROM users WHERE id = 51");
    story.contract().endsAsTheNaiveSqlDoes();
    story.newApplication().fails("UPDATE users SET email = 'too long'", "users_email_check");
  }

  @OnEveryServer
  void a_unique_constraint_waits_for_contract_and_names_the_duplicates(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email, age) INCLUDE (id)"
                    + " DEFERRABLE;")
            .expand()
            .migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (51, 'e1', 19, 1), (52, 'e1', 19, 1)");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("3 rows of public.users share 1 key")
        .hasMessageContaining("email = e1, age = 19: 3 rows");
    assertThat(database.query("SELECT count(*) FROM pg_indexes WHERE indexname = 'one_email'"))
        .containsExactly("0");
    story.oldApplication().writes("DELETE FROM users WHERE id > 50");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void the_parents_of_a_foreign_key_may_stand_in_partitions(TestDatabase database) {
    String schema =
        """
        CREATE TABLE days (day int PRIMARY KEY) PARTITION BY RANGE (day);
        CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM (1) TO (9);
        INSERT INTO days VALUES (1), (2);
        CREATE TABLE visits (id int PRIMARY KEY, day int, left_on int CONSTRAINT gone REFERENCES days);
        INSERT INTO visits VALUES (1, 1, 2);
        """;
    Story.given(
            database,
            schema,
            "ALTER TABLE visits ADD CONSTRAINT came FOREIGN KEY (day) REFERENCES days;")
        .forward()
        .endsAsTheNaiveSqlDoes();
    try (TestDatabase other = database.server().database()) {
      Story.given(other, schema, "ALTER TABLE visits DROP CONSTRAINT gone;")
          .expand()
          .abort()
          .endsAsItBegan();
    }
  }

  @OnEveryServer
  void a_foreign_key_waits_for_contract_and_names_the_orphans(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA + "ALTER TABLE users DROP CONSTRAINT works_for;",
                "ALTER TABLE users ADD CONSTRAINT works FOREIGN KEY (company_id) REFERENCES companies"
                    + " ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED NOT VALID;"
                    + " ALTER TABLE users VALIDATE CONSTRAINT works;")
            .expand()
            .migrate();
    story.oldApplication().writes("UPDATE users SET company_id = 7 WHERE id IN (3, 4)");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("2 rows of public.users")
        .hasMessageContaining("id = 3");
    story.oldApplication().writes("UPDATE users SET company_id = 1");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_primary_key_forbids_null_first(TestDatabase database) {
    String schema = "CREATE TABLE logs (a int, b text NOT NULL); INSERT INTO logs VALUES (1, 'x')";
    Story story =
        Story.given(database, schema, "ALTER TABLE logs ADD PRIMARY KEY (b, a);")
            .expand()
            .migrate();
    story.oldApplication().writes("INSERT INTO logs VALUES (NULL, 'y')");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("a is NULL, which a primary key forbids");
    story.oldApplication().writes("DELETE FROM logs WHERE a IS NULL");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_only_concerns_a_new_column_is_enforced_at_once(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users ADD COLUMN code varchar(5) UNIQUE,"
                + " ADD COLUMN rank int DEFAULT 1 CHECK (rank > 0),"
                + " ADD COLUMN boss int REFERENCES companies ON UPDATE CASCADE ON DELETE SET NULL;");
    assertThat(story.plan().phase(Phase.CONTRACT).steps()).isEmpty();
    story.expand().migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (51, 'e51', 30, 1)");
    story.newApplication().writes("UPDATE users SET code = 'a', boss = 2 WHERE id = 1");
    story.newApplication().fails("UPDATE users SET code = 'a' WHERE id = 2", "users_code_key");
    story.newApplication().fails("UPDATE users SET rank = 0 WHERE id = 2", "users_rank_check");
    story.oldApplication().writes("DELETE FROM companies WHERE id = 2");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_takes_the_early_ones_away(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users ADD COLUMN code varchar(5) UNIQUE CHECK (code <> ''),"
                + " ADD COLUMN boss int REFERENCES companies ON UPDATE CASCADE ON DELETE SET NULL;\n"
                + "-- concertina: phase = expand\n"
                + "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);\n"
                + "-- concertina: phase = expand\n"
                + "ALTER TABLE users ADD CONSTRAINT has_age CHECK (age IS NOT NULL);\n"
                + "-- concertina: phase = expand\n"
                + "ALTER TABLE users ADD CONSTRAINT knows FOREIGN KEY (age) REFERENCES companies"
                + " NOT VALID;")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void djangos_foreign_key_waits_while_the_old_version_may_delete_parents(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "BEGIN; ALTER TABLE users ADD COLUMN employer_id int NULL CONSTRAINT employed"
                    + " REFERENCES companies(id) DEFERRABLE INITIALLY DEFERRED;"
                    + " SET CONSTRAINTS employed IMMEDIATE;"
                    + " CREATE INDEX users_employer ON users (employer_id); COMMIT;")
            .expand()
            .migrate();
    story.newApplication().writes("UPDATE users SET employer_id = 2 WHERE id = 1");
    story.oldApplication().writes("DELETE FROM companies WHERE id = 2");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("the foreign key employed forbids it (id = 1)");
    story.newApplication().writes("UPDATE users SET employer_id = NULL");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_column_that_points_to_a_new_table_has_its_foreign_key_at_once(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "CREATE TABLE teams (id int PRIMARY KEY);"
                    + " ALTER TABLE users ADD team_id int CONSTRAINT in_team REFERENCES teams;")
            .expand()
            .migrate();
    story.newApplication().fails("UPDATE users SET team_id = 1", "in_team");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void checks_and_plain_foreign_keys_go_at_once_and_come_back_at_abort(TestDatabase database) {
    String migration =
        "ALTER TABLE users DROP CONSTRAINT grown, DROP CONSTRAINT works_for,"
            + " DROP CONSTRAINT IF EXISTS nothing;";
    Story story = Story.given(database, SCHEMA, migration).expand();
    story.endsAsTheNaiveSqlDoes();
    story.newApplication().writes("INSERT INTO users VALUES (51, 'e', 3, 9)");
    assertThatThrownBy(story::abort)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("works_for")
        .hasMessageContaining("the foreign key works_for forbids it (id = 51)");
    story.newApplication().writes("UPDATE users SET company_id = 1 WHERE id = 51");
    assertThatThrownBy(story::abort)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("the check grown forbids it (id = 51)");
    story.newApplication().writes("DELETE FROM users WHERE id = 51");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void keys_and_acting_foreign_keys_go_with_the_old_application(TestDatabase database) {
    String schema =
        SCHEMA
            + """
            ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);
            ALTER TABLE users ADD CONSTRAINT acts FOREIGN KEY (company_id) REFERENCES companies
              ON DELETE CASCADE;
            """;
    Story story =
        Story.given(
                database,
                schema,
                "ALTER TABLE users DROP CONSTRAINT one_email, DROP CONSTRAINT acts;")
            .expand()
            .migrate();
    story
        .oldApplication()
        .writes("INSERT INTO users VALUES (99, 'e1', 20, 1) ON CONFLICT (email) DO NOTHING");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_key_that_foreign_keys_use_is_not_dropped(TestDatabase database) {
    Story story =
        Story.given(database, SCHEMA, "ALTER TABLE companies DROP CONSTRAINT companies_pkey;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("foreign key works_for of public.users");
  }

  @OnEveryServer
  void djangos_constraint_goes_with_its_column(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users DROP CONSTRAINT works_for;"
                + " ALTER TABLE users DROP COLUMN company_id CASCADE;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void names_timing_and_proofs_change_in_contract(TestDatabase database) {
    String schema =
        SCHEMA
            + """
            ALTER TABLE users ADD CONSTRAINT short CHECK (length(email) < 50) NOT VALID;
            ALTER TABLE users ADD CONSTRAINT knows FOREIGN KEY (company_id) REFERENCES companies
              NOT VALID;
            CREATE UNIQUE INDEX by_email ON users (email);
            CREATE UNIQUE INDEX by_age ON users (age, id);
            """;
    Story.given(
            database,
            schema,
            "ALTER TABLE users RENAME CONSTRAINT grown TO adult;"
                + " ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key;"
                + " ALTER TABLE users ALTER CONSTRAINT works_for DEFERRABLE INITIALLY DEFERRED;"
                + " ALTER TABLE users VALIDATE CONSTRAINT short, VALIDATE CONSTRAINT knows;"
                + " ALTER TABLE users ADD CONSTRAINT mails UNIQUE USING INDEX by_email DEFERRABLE;"
                + " CREATE UNIQUE INDEX CONCURRENTLY three ON users (id, email, age);"
                + " ALTER TABLE users ADD UNIQUE USING INDEX three;")
        .throughout()
        .endsAsTheNaiveSqlDoes(
            "ALTER TABLE users RENAME CONSTRAINT grown TO adult",
            "ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key",
            "ALTER TABLE users ALTER CONSTRAINT works_for DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE users VALIDATE CONSTRAINT short, VALIDATE CONSTRAINT knows",
            "ALTER TABLE users ADD CONSTRAINT mails UNIQUE USING INDEX by_email DEFERRABLE",
            "CREATE UNIQUE INDEX three ON users (id, email, age)",
            "ALTER TABLE users ADD UNIQUE USING INDEX three");
  }

  @OnEveryServer
  void a_check_is_replaced_under_its_name(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE users DROP CONSTRAINT grown;"
                    + " ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 15);")
            .expand()
            .migrate();
    story.newApplication().writes("INSERT INTO users VALUES (51, 'e', 16, 1)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void djangos_renamed_model_only_renames_its_foreign_keys(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE companies RENAME TO firms;"
                    + " SET CONSTRAINTS works_for IMMEDIATE;"
                    + " ALTER TABLE users DROP CONSTRAINT works_for;"
                    + " ALTER TABLE users ADD CONSTRAINT works_for_firm FOREIGN KEY (company_id)"
                    + " REFERENCES firms (id);")
            .expand()
            .migrate();
    story.oldApplication().fails("UPDATE users SET company_id = 9", "works_for");
    story
        .switchOver()
        .contract()
        .endsAsTheNaiveSqlDoes(
            "ALTER TABLE companies RENAME TO firms",
            "ALTER TABLE users RENAME CONSTRAINT works_for TO works_for_firm");
  }

  @OnEveryServer
  void an_exclusion_constraint_needs_its_phase(TestDatabase database) {
    String add = "ALTER TABLE users ADD CONSTRAINT once EXCLUDE (email WITH =);";
    assertThatThrownBy(() -> Story.given(database, SCHEMA, add).plan())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("for as long as its index takes");
  }

  @OnEveryServer
  void an_exclusion_constraint_comes_in_its_phase(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "-- concertina: phase = contract\n"
                + "ALTER TABLE users ADD CONSTRAINT once EXCLUDE (email WITH =);")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_reshaped_column_takes_no_constraint(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users ALTER age TYPE bigint; ALTER TABLE users ADD CHECK (age > 0);");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("reshapes public.users.age");
  }

  @OnEveryServer
  void a_second_primary_key_beside_the_one_that_goes_is_refused(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE logs (a int PRIMARY KEY, b int NOT NULL)",
            "ALTER TABLE logs DROP CONSTRAINT logs_pkey, ADD PRIMARY KEY (b);");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("logs has its primary key logs_pkey until CONTRACT");
  }
}
