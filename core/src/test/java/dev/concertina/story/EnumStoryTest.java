package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** Values of an enum that come, go and get other names. */
class EnumStoryTest {

  private static final String PEOPLE =
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad', 'meh');
      CREATE TABLE people (id int PRIMARY KEY, mood mood DEFAULT 'sad');
      CREATE TABLE pets (id int PRIMARY KEY, mood mood);
      CREATE INDEX by_mood ON people (mood) WHERE id > 3;
      INSERT INTO people SELECT g, (enum_range(NULL::mood))[1 + g % 3] FROM generate_series(1, 30) g;
      INSERT INTO pets VALUES (1, 'sad'), (2, NULL);
      """;

  /** {@code sad} becomes {@code blue}, {@code meh} becomes {@code glad}. */
  private static final String REPLACED =
      """
      CREATE TYPE moods AS ENUM ('blue', 'glad');
      ALTER TABLE people ALTER mood DROP DEFAULT;
      -- concertina: down = CASE mood WHEN 'blue' THEN 'sad'::mood WHEN 'glad' THEN 'glad'::mood END
      ALTER TABLE people ALTER mood TYPE moods
        USING CASE WHEN mood = 'sad' THEN 'blue'::moods WHEN mood IS NOT NULL THEN 'glad'::moods END;
      ALTER TABLE people ALTER mood SET DEFAULT 'blue';
      -- concertina: down = CASE mood WHEN 'blue' THEN 'sad'::mood WHEN 'glad' THEN 'glad'::mood END
      ALTER TABLE pets ALTER mood TYPE moods
        USING CASE WHEN mood = 'sad' THEN 'blue'::moods WHEN mood IS NOT NULL THEN 'glad'::moods END;
      DROP TYPE mood;
      ALTER TYPE moods RENAME TO mood;
      """;

  @OnEveryServer
  void each_application_has_its_own_values(TestDatabase database) {
    Story story = Story.given(database, PEOPLE, REPLACED).expand();
    story.oldApplication().writes("INSERT INTO people VALUES (31, 'meh'), (32, DEFAULT)");
    story.migrate();
    story
        .newApplication()
        .reads("SELECT mood FROM people WHERE id > 30 ORDER BY id", "(glad)", "(blue)");
    story.newApplication().writes("INSERT INTO people VALUES (33, 'blue'), (34, DEFAULT)");
    story
        .oldApplication()
        .reads(
            "SELECT mood FROM people WHERE id > 30 ORDER BY id",
            "(meh)",
            "(sad)",
            "(sad)",
            "(sad)");
    story.newApplication().writes("UPDATE pets SET mood = 'glad' WHERE id = 1");
    story.oldApplication().reads("SELECT mood FROM pets ORDER BY id", "(glad)", "()");
    story.switchOver().revert().switchOver().contract();
    story.newApplication().fails("INSERT INTO people VALUES (35, 'meh')", "invalid input value");
    story.newApplication().reads("SELECT 'blue'::mood, count(*) FROM people", "(blue,34)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_leaves_no_second_type(TestDatabase database) {
    Story.given(database, PEOPLE, REPLACED).expand().migrate().abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_column_that_would_keep_the_old_type_is_named(TestDatabase database) {
    Story story = Story.given(database, PEOPLE + "CREATE TABLE days (moods mood[]);", REPLACED);
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("is used by column moods of table public.days");
  }

  @OnEveryServer
  void a_conversion_through_text_depends_on_more_than_the_row(TestDatabase database) {
    Story story =
        Story.given(
            database,
            PEOPLE,
            "CREATE TYPE moods AS ENUM ('sad', 'glad', 'meh');"
                + " ALTER TABLE pets ALTER mood TYPE moods USING mood::text::moods");
    assertThatThrownBy(story::plan)
        .isInstanceOfSatisfying(
            MigrationException.class, refused -> assertThat(refused.hint()).contains("CASE mood"));
  }

  @OnEveryServer
  void what_a_conversion_needs_is_said_beside_a_default_too(TestDatabase database) {
    String converted =
        "CREATE TYPE moods AS ENUM ('sad', 'glad', 'meh');"
            + " ALTER TABLE people ALTER mood TYPE moods USING mood::text::moods";
    Story withDefault = Story.given(database, PEOPLE, converted);
    assertThatThrownBy(withDefault::plan)
        .isInstanceOfSatisfying(
            MigrationException.class,
            refused -> assertThat(refused.hint()).contains("DROP DEFAULT before it"));
    Story ordered =
        Story.given(
            database, "", converted.replace("ALTER mood", "ALTER mood DROP DEFAULT, ALTER mood"));
    assertThatThrownBy(ordered::plan)
        .isInstanceOfSatisfying(
            MigrationException.class, refused -> assertThat(refused.hint()).contains("CASE mood"));
  }

  @OnEveryServer
  void a_new_column_may_be_of_a_type_that_the_migration_makes(TestDatabase database) {
    String migration =
        """
        ALTER TABLE pets ADD name text;
        CREATE TYPE size AS ENUM ('small', 'large');
        CREATE DOMAIN weight AS int CHECK (VALUE > 0);
        ALTER TABLE pets ADD size size NOT NULL DEFAULT 'small' CHECK (size <> 'large' OR id > 0);
        """;
    Story.given(database, PEOPLE, migration).throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_new_value_is_read_by_the_old_application_once_the_new_one_writes_it(
      TestDatabase database) {
    Story story =
        Story.given(database, PEOPLE, "ALTER TYPE mood ADD VALUE 'so so' AFTER 'sad'")
            .expand()
            .migrate();
    story.newApplication().writes("INSERT INTO pets VALUES (3, 'so so')");
    story.oldApplication().reads("SELECT mood FROM pets WHERE id = 3", "(\"so so\")");
    story.endsAsTheNaiveSqlDoes();
  }
}
