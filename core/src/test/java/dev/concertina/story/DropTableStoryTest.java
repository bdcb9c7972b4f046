package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class DropTableStoryTest {

  private static final String NOTES =
      """
      CREATE TABLE users (id int PRIMARY KEY);
      CREATE TABLE notes (id serial PRIMARY KEY, user_id int REFERENCES users, body text);
      INSERT INTO users VALUES (1), (2);
      INSERT INTO notes (user_id, body) VALUES (1, 'kept');
      """;
  private static final String MIGRATION = "DROP TABLE \"notes\" CASCADE;";

  @OnEveryServer
  void it_is_there_until_contract_and_its_rows_are_kept_after(TestDatabase database) {
    Story story = Story.given(database, NOTES, MIGRATION).expand().migrate();
    story.oldApplication().writes("INSERT INTO notes (user_id, body) VALUES (2, 'late')");
    story.switchOver().contract();
    story.oldApplication().fails("SELECT * FROM notes", "does not exist");
    story.newApplication().writes("DELETE FROM users");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_is_part_of_the_table_goes_with_it(TestDatabase database) {
    String parts =
        """
        ALTER TABLE notes ADD length int GENERATED ALWAYS AS (length(body)) STORED;
        CREATE POLICY own ON notes USING (user_id = 1 AND EXISTS (SELECT FROM notes));
        CREATE STATISTICS pairs ON user_id, body FROM notes;
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER stamp BEFORE UPDATE OF body ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE RULE silent AS ON DELETE TO notes WHERE old.body = 'kept' DO INSTEAD NOTHING;
        CREATE PUBLICATION told FOR TABLE notes;
        """;
    Story.given(database, NOTES + parts, MIGRATION).throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_table_that_others_point_to_is_refused_by_name(TestDatabase database) {
    assertThatThrownBy(() -> Story.given(database, NOTES, "DROP TABLE users CASCADE;").plan())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("notes_user_id_fkey");
  }
}
