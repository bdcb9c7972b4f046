package dev.concertina.plan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Rehearsal;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new table's foreign key must not stand on what comes or goes in CONTRACT. */
class NewReferencesTest {

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestServers.pg(18).database();
    database.execute(
        """
        CREATE TABLE tasks (id int PRIMARY KEY, size int, code int UNIQUE);
        CREATE TABLE plain (id int, code int UNIQUE, size int);
        """);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE n (task int REFERENCES tasks); ALTER TABLE tasks RENAME id TO key",
        "ALTER TABLE tasks RENAME id TO key; CREATE TABLE n (task int REFERENCES tasks (key))",
        "ALTER TABLE tasks ALTER id TYPE bigint; CREATE TABLE n (task bigint REFERENCES tasks)",
        "CREATE TABLE n (c int); ALTER TABLE n ADD FOREIGN KEY (c) REFERENCES tasks (code);"
            + " ALTER TABLE tasks RENAME code TO word",
        "ALTER TABLE plain ADD PRIMARY KEY (id); CREATE TABLE n (of_it int REFERENCES plain)",
        "ALTER TABLE plain ADD UNIQUE (size); CREATE TABLE n (s int REFERENCES plain (size))",
        "ALTER TABLE plain ADD PRIMARY KEY USING INDEX plain_code_key;"
            + " CREATE TABLE n (of_it int REFERENCES plain)"
      })
  void it_is_refused(String migration) {
    assertThatThrownBy(() -> Rehearsal.plan(database, migration))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("its foreign key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE tasks RENAME size TO extent; CREATE TABLE n (task int REFERENCES tasks)",
        "ALTER TABLE tasks ADD UNIQUE (size); CREATE TABLE n (task int REFERENCES tasks)",
        "ALTER TABLE tasks RENAME id TO key; CREATE TABLE n (c int REFERENCES plain (code))",
        "-- concertina: phase = expand\nALTER TABLE plain ADD UNIQUE (size);"
            + " CREATE TABLE n (of_size int REFERENCES plain (size))"
      })
  void others_are_none_of_its_business(String migration) {
    assertThat(Rehearsal.plan(database, migration).phase(Phase.EXPAND).steps()).isNotEmpty();
  }
}
