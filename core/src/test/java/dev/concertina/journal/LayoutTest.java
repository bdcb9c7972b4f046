package dev.concertina.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

class LayoutTest {

  private static final Layout LAYOUT = new Layout(new Identifier("a journal"));

  private static final String RIGHTS =
      """
      SELECT c.relname || ' ' || array_to_string(ARRAY(
        SELECT coalesce(r.rolname, 'PUBLIC') || ':' || a.privilege_type
               || CASE WHEN a.is_grantable THEN '*' ELSE '' END
        FROM aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE a.grantee <> c.relowner ORDER BY 1), ' ')
      FROM pg_class c
      WHERE c.relnamespace = '"a journal"'::regnamespace AND c.relkind IN ('r', 'v')
        AND c.relname IN ('backfill', 'backfill_window', 'history', 'steering', 'throttle', 'pace',
                          'wait')
      ORDER BY 1\
      """;

  @OnEveryServer
  void newTablesOfAnUpgradeAreForThoseWhoMightReadTheJournal(TestDatabase database)
      throws SQLException {
    String reader = "Reader of " + database.name();
    try (Connection connection = database.connection()) {
      LAYOUT.create(connection);
      OlderLayout.make(database, "\"a journal\"", 1);
      database.execute(
          "CREATE ROLE \"" + reader + "\"",
          "GRANT SELECT ON ALL TABLES IN SCHEMA \"a journal\" TO \"" + reader + "\"",
          "GRANT UPDATE ON \"a journal\".migration TO \"" + reader + "\" WITH GRANT OPTION",
          "GRANT SELECT ON \"a journal\".migration TO PUBLIC");
      LAYOUT.create(connection);

      String rights = " PUBLIC:SELECT " + reader + ":SELECT " + reader + ":UPDATE*";
      assertThat(database.query(RIGHTS))
          .isEqualTo(
              List.of(
                  "backfill" + rights,
                  "backfill_window" + rights,
                  "history" + rights,
                  "pace" + rights,
                  "steering" + rights,
                  "throttle" + rights,
                  "wait" + rights));
    } finally {
      database.execute("DROP OWNED BY \"" + reader + "\"", "DROP ROLE \"" + reader + "\"");
    }
  }

  @OnEveryServer
  void whereNobodyElseMightReadNobodyMayAfterAnUpgrade(TestDatabase database) throws SQLException {
    try (Connection connection = database.connection()) {
      LAYOUT.create(connection);
      OlderLayout.make(database, "\"a journal\"", 1);
      LAYOUT.create(connection);
      assertThat(LAYOUT.isCurrent(connection)).isTrue();
      assertThat(database.query(RIGHTS))
          .containsExactly(
              "backfill ",
              "backfill_window ",
              "history ",
              "pace ",
              "steering ",
              "throttle ",
              "wait ");
    }
  }
}
