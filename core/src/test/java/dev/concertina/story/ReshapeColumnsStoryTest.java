package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class ReshapeColumnsStoryTest {

  private static final String PEOPLE =
      """
      CREATE TABLE people (
        id bigint PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        visits int NOT NULL DEFAULT 0);
      CREATE INDEX people_by_name ON people (name);
      INSERT INTO people SELECT g, 'First' || g || ' Last' || g FROM generate_series(1, 300) g;
      """;

  private static final String SPLIT =
      """
      changes:
        - split:
            table: people
            column: name
            into:
              first:
                type: varchar(40)
                up: split_part(name, ' ', 1)
                not_null: true
              last:
                type: text
                up: substr(name, length(split_part(name, ' ', 1)) + 2)
                default: "'unknown'"
            down: first || ' ' || COALESCE(last, '')
      """;

  private static final String[] NAIVE_SPLIT = {
    "ALTER TABLE people ADD COLUMN first varchar(40), ADD COLUMN last text",
    "UPDATE people SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2)",
    "ALTER TABLE people ALTER COLUMN first SET NOT NULL, ALTER COLUMN last SET DEFAULT 'unknown'",
    "ALTER TABLE people DROP COLUMN name"
  };

  @OnEveryServer
  void both_applications_see_each_others_writes_of_a_column_that_is_split(TestDatabase database) {
    Story story = Story.given(database, PEOPLE, SPLIT).expand();
    story.oldApplication().writes("UPDATE people SET name = 'Ann Smith' WHERE id = 1");
    story.migrate();
    story
        .newApplication()
        .reads(
            "SELECT first, last FROM people WHERE id IN (1, 2) ORDER BY id",
            "(Ann,Smith)",
            "(First2,Last2)")
        .writes("UPDATE people SET last = 'Jones' WHERE id = 1")
        .writes("INSERT INTO people (id, first, last) VALUES (301, 'Cid', 'Gray')");
    story
        .oldApplication()
        .reads(
            "SELECT name FROM people WHERE id IN (1, 301) ORDER BY id",
            "(\"Ann Jones\")",
            "(\"Cid Gray\")")
        .writes("UPDATE people SET name = 'Dee Long', visits = 3 WHERE id = 2")
        .writes("INSERT INTO people (id, name) VALUES (302, 'Eve Ash')");
    story
        .newApplication()
        .reads(
            "SELECT first, last FROM people WHERE id IN (2, 302) ORDER BY id",
            "(Dee,Long)",
            "(Eve,Ash)");
    story.switchOver().revert().switchOver();
    story.oldApplication().writes("UPDATE people SET name = 'Flo Fox' WHERE id = 3");
    story.newApplication().reads("SELECT first, last FROM people WHERE id = 3", "(Flo,Fox)");
    story.contract();
    story
        .newApplication()
        .reads("SELECT count(*) FROM people WHERE first IS NULL OR last IS NULL", "(0)");
    story.endsAsTheNaiveSqlDoes(NAIVE_SPLIT);
  }

  @OnEveryServer
  void an_unrelated_update_keeps_what_down_cannot_hold(TestDatabase database) {
    String lossy = SPLIT.replace("COALESCE(last, '')", "left(COALESCE(last, ''), 1)");
    Story story = Story.given(database, PEOPLE, lossy).expand().migrate();
    story.newApplication().writes("UPDATE people SET last = 'Jones' WHERE id = 1");
    story
        .oldApplication()
        .reads("SELECT name FROM people WHERE id = 1", "(\"First1 J\")")
        .writes("UPDATE people SET visits = visits + 1")
        .writes("UPDATE people SET id = id, name = name WHERE id = 1");
    story.newApplication().reads("SELECT first, last FROM people WHERE id = 1", "(First1,Jones)");
    story.switchOver().contract();
    story.newApplication().reads("SELECT first, last FROM people WHERE id = 1", "(First1,Jones)");
  }

  @OnEveryServer
  void after_abort_of_a_split_the_database_is_what_it_was(TestDatabase database) {
    Story story = Story.given(database, PEOPLE, SPLIT).expand().migrate();
    story.newApplication().writes("UPDATE people SET first = 'Kay' WHERE id = 9");
    story.abort().endsAsItBegan();
    story.oldApplication().reads("SELECT name FROM people WHERE id = 9", "(\"Kay Last9\")");
  }

  private static final String MERGE =
      """
      changes:
        - merge:
            table: parcels
            columns:
              width: split_part(size, 'x', 1)::int
              height: split_part(size, 'x', 2)::int
            into: size
            type: text
            not_null: true
            up: width || 'x' || height
      """;

  private static final String PARCELS =
      """
      CREATE TABLE parcels (id int PRIMARY KEY, width int NOT NULL, height int NOT NULL DEFAULT 1);
      INSERT INTO parcels SELECT g, g, g + 1 FROM generate_series(1, 200) g;
      """;

  @OnEveryServer
  void both_applications_see_each_others_writes_of_columns_that_are_merged(TestDatabase database) {
    Story story = Story.given(database, PARCELS, MERGE).expand().migrate();
    story
        .newApplication()
        .reads("SELECT size FROM parcels WHERE id = 4", "(4x5)")
        .writes("UPDATE parcels SET size = '7x8' WHERE id = 4")
        .writes("INSERT INTO parcels VALUES (201, DEFAULT, DEFAULT, '3x4')");
    story
        .oldApplication()
        .reads(
            "SELECT width, height FROM parcels WHERE id IN (4, 201) ORDER BY id", "(7,8)", "(3,4)")
        .writes("UPDATE parcels SET width = 9 WHERE id = 4")
        .writes("INSERT INTO parcels (id, width) VALUES (202, 5)");
    story
        .newApplication()
        .reads("SELECT size FROM parcels WHERE id IN (4, 202) ORDER BY id", "(9x8)", "(5x1)");
    String both = "UPDATE parcels SET width = 1, height = 1, size = '2x2' WHERE id = ";
    story.oldApplication().writes(both + 5).reads("SELECT size FROM parcels WHERE id = 5", "(1x1)");
    story.switchOver();
    story
        .oldApplication()
        .writes(both + 6)
        .reads("SELECT width, height FROM parcels WHERE id = 6", "(2,2)");
    story.revert().switchOver().contract();
    story.endsAsTheNaiveSqlDoes(
        "ALTER TABLE parcels ADD COLUMN size text",
        "UPDATE parcels SET size = width || 'x' || height",
        "ALTER TABLE parcels ALTER size SET NOT NULL, DROP COLUMN width, DROP COLUMN height");
  }

  @OnEveryServer
  void a_new_value_that_is_null_stops_contract_before_anything_is_forbidden(TestDatabase database) {
    String nullable = PARCELS.replace("width int NOT NULL", "width int");
    Story story = Story.given(database, nullable, MERGE).expand().migrate().switchOver();
    story.oldApplication().writes("UPDATE parcels SET width = NULL WHERE id = 4");

    assertThatThrownBy(story::contract).hasMessageContaining("size is NULL (id = 4)");

    story
        .newApplication()
        .writes("UPDATE parcels SET id = 400 WHERE id = 4")
        .writes("INSERT INTO parcels (id) VALUES (401)");
    story.revert().switchOver();
    story.newApplication().writes("UPDATE parcels SET size = '0x0' WHERE size IS NULL");
    story.contract();
  }
}
