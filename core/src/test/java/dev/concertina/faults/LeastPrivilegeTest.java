package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.faults.Course.Command;
import dev.concertina.journal.State;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No superuser anywhere: the roles of the page about rights run every phase, forth and back. {@code
 * -Pfaults} takes every migration of the examples and of the golden plans, each build a few.
 */
class LeastPrivilegeTest {

  private static final boolean ALL = Boolean.getBoolean("concertina.faults.all");
  private static final long SEED = Long.getLong("concertina.faults.seed", 20261121);
  private static final int FEW = 2;

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text, price text);
      INSERT INTO users SELECT g, 'u' || g, g::text FROM generate_series(1, 500) g;
      CREATE INDEX ON users (name);
      """;

  /** Functions that run with other rights than those of whoever calls them, and their settings. */
  private static final String LENT_RIGHTS =
      "SELECT proname || ' ' || array_to_string(proconfig, ' ') FROM pg_proc"
          + " WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace";

  static Stream<Arguments> trials() {
    List<Arguments> all = new ArrayList<>();
    for (Course course : Courses.all()) {
      TestServers.MAJORS.forEach(major -> all.add(Arguments.of(course, major)));
    }
    Collections.shuffle(all, new Random(SEED));
    return all.subList(0, ALL ? all.size() : FEW).stream();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("trials")
  void the_roles_of_the_documentation_are_enough_for_every_phase(Course course, int major)
      throws SQLException {
    try (TestDatabase database = TestServers.pg(major).database();
        Roles roles = Roles.on(database)) {
      roles.owner(course.schema());
      Concertina engine = engine(roles);
      course.expand().give(engine);
      if (!isContracted(engine, course)) {
        course.abort().give(engine);
        course.expand().give(engine);
        course.migrate().give(engine);
      }
      if (!isContracted(engine, course)) {
        for (Command command :
            List.of(course.switchOver(), course.revert(), course.switchOver(), contract(course))) {
          command.give(engine);
        }
      }
      assertThat(isContracted(engine, course)).isTrue();
      engine.purge(Optional.of(course.version()), true);
    }
  }

  @OnEveryServer
  void an_application_that_owns_nothing_writes_between_all_phases(TestDatabase database)
      throws SQLException {
    try (Roles roles = Roles.on(database)) {
      roles.owner(USERS, "GRANT SELECT, INSERT, UPDATE, DELETE ON users TO " + roles.application());
      Course rename = course("V1__rename.sql", "ALTER TABLE users RENAME COLUMN name TO label;");
      Course retype =
          course(
              "V2__retype.sql",
              "-- concertina: down = price::text\n"
                  + "ALTER TABLE users ALTER COLUMN price TYPE int USING price::int;");
      for (Course course : List.of(rename, retype)) {
        Concertina engine = engine(roles);
        for (Command command :
            List.of(
                course.expand(),
                course.migrate(),
                course.switchOver(),
                course.revert(),
                course.switchOver(),
                contract(course))) {
          command.give(engine);
          assertThat(database.query(LENT_RIGHTS))
              .containsExactly("heartbeat search_path=pg_catalog, pg_temp");
          writes(database, roles.application());
        }
      }
      assertThat(database.query("SELECT count(*) FROM users WHERE label = 'u' || id"))
          .containsExactly("500");
    }
  }

  private static Course course(String file, String sql) {
    return new Course(file, USERS, new MigrationText(Sources.PARSER).of(file, file, sql));
  }

  private static Concertina engine(Roles roles) {
    return Concertina.connect(
        application -> roles.deploys(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  /** Through its gate, unlike the other courses. */
  private static Command contract(Course course) {
    return engine -> engine.contract(course.version(), ContractOptions.gated());
  }

  private static boolean isContracted(Concertina engine, Course course) {
    return engine.stored(course.version()).orElseThrow().state() == State.CONTRACTED;
  }

  private static void writes(TestDatabase database, String application) throws SQLException {
    try (Connection session = database.connection(application);
        Statement statement = session.createStatement()) {
      statement.execute("INSERT INTO users (id, price) VALUES (9000, '7')");
      statement.execute("UPDATE users SET price = '8' WHERE id = 9000");
      statement.execute("DELETE FROM users WHERE id = 9000");
    }
  }
}
