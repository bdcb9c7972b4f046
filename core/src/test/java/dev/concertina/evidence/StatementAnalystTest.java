package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What statements of people and of ORMs use of a column. */
class StatementAnalystTest {

  private static final Map<String, Need> STATEMENTS =
      Map.ofEntries(
          Map.entry("SELECT user_name FROM users WHERE id = $1", Need.USE),
          Map.entry("SELECT id FROM users WHERE id = $1", Need.NOTHING),
          Map.entry("SELECT count(*) FROM users", Need.NOTHING),
          Map.entry("SELECT * FROM users WHERE id = $1", Need.SHAPE),
          Map.entry("SELECT u.* FROM orders o JOIN users u ON u.id = o.user_id", Need.SHAPE),
          Map.entry("SELECT o.* FROM orders o JOIN users u ON u.id = o.user_id", Need.NOTHING),
          Map.entry("SELECT row_to_json(u) FROM users u", Need.USE),
          Map.entry("SELECT u FROM users u", Need.USE),
          Map.entry("SELECT to_jsonb(u) - 'id' FROM users u", Need.USE),
          Map.entry("SELECT count(u) FROM users u", Need.NOTHING),
          Map.entry("SELECT id FROM users ORDER BY user_name LIMIT $1", Need.USE),
          Map.entry("SELECT id FROM users NATURAL JOIN (SELECT $1::text AS user_name) x", Need.USE),
          Map.entry("SELECT 1 FROM orders WHERE EXISTS (SELECT user_name FROM users)", Need.USE),
          Map.entry("WITH x AS (SELECT * FROM users) SELECT id FROM x", Need.NOTHING),
          Map.entry("WITH x AS (SELECT * FROM users) SELECT * FROM x", Need.SHAPE),
          Map.entry("WITH x AS (SELECT * FROM users) SELECT x FROM x", Need.SHAPE),
          Map.entry("WITH x AS (SELECT id, user_name FROM users) SELECT id FROM x", Need.USE),
          Map.entry("WITH x AS (SELECT * FROM users), y AS (TABLE x) TABLE y", Need.SHAPE),
          Map.entry(
              "WITH x AS (SELECT * FROM users), y AS (TABLE x) SELECT id FROM y", Need.NOTHING),
          Map.entry("WITH x AS (SELECT DISTINCT * FROM users) SELECT id FROM x", Need.SHAPE),
          Map.entry("WITH x AS (TABLE users UNION ALL TABLE users) SELECT id FROM x", Need.SHAPE),
          Map.entry(
              "SELECT a.id FROM (SELECT * FROM users) a JOIN orders o USING (id)", Need.NOTHING),
          Map.entry("SELECT EXISTS (SELECT * FROM users WHERE id = $1)", Need.NOTHING),
          Map.entry("SELECT EXISTS (SELECT u FROM users u)", Need.NOTHING),
          Map.entry("SELECT EXISTS (SELECT * FROM users WHERE user_name = $1)", Need.USE),
          Map.entry("SELECT EXISTS (SELECT * FROM users u WHERE u IS NOT NULL)", Need.USE),
          Map.entry("SELECT ARRAY (SELECT u FROM users u)", Need.USE),
          Map.entry("SELECT count(users) FROM users", Need.NOTHING),
          Map.entry("SELECT count(u) FROM users u WHERE id > $1", Need.NOTHING),
          Map.entry("SELECT count(u) FROM (SELECT * FROM users) u", Need.NOTHING),
          Map.entry("SELECT count(DISTINCT u) FROM users u", Need.USE),
          Map.entry("SELECT count(u), max(u::text) FROM users u", Need.USE),
          Map.entry("SELECT count(u), count(u.*) FROM users u HAVING count(u::text) > 1", Need.USE),
          Map.entry("INSERT INTO users (user_name) VALUES ($1)", Need.USE),
          Map.entry("INSERT INTO users (email) VALUES ($1) RETURNING *", Need.SHAPE),
          Map.entry("INSERT INTO users VALUES (DEFAULT, $1, $2, $3)", Need.USE),
          Map.entry("INSERT INTO users OVERRIDING SYSTEM VALUE SELECT * FROM users", Need.USE),
          Map.entry(
              "INSERT INTO users (email) VALUES ($1) ON CONFLICT (email) DO UPDATE SET age = $2",
              Need.NOTHING),
          Map.entry(
              "INSERT INTO users (email) VALUES ($1)"
                  + " ON CONFLICT (email) DO UPDATE SET user_name = excluded.user_name",
              Need.USE),
          Map.entry("UPDATE users SET age = age + $1 WHERE id = $2", Need.NOTHING),
          Map.entry("UPDATE users SET user_name = $1 WHERE id = $2", Need.USE),
          Map.entry("UPDATE users SET age = $1 WHERE user_name = $2", Need.USE),
          Map.entry("DELETE FROM users WHERE id = $1 RETURNING user_name", Need.USE),
          Map.entry("DELETE FROM users", Need.NOTHING),
          Map.entry("SELECT id FROM users FOR UPDATE", Need.NOTHING),
          Map.entry("BEGIN", Need.NOTHING),
          Map.entry("SET search_path = public", Need.NOTHING),
          Map.entry("SELECT nothing_like_that FROM users", Need.UNKNOWN),
          Map.entry("SELECT id FROM temporary_things", Need.UNKNOWN),
          Map.entry("VACUUM users", Need.NOTHING),
          Map.entry("CLUSTER users", Need.UNKNOWN),
          Map.entry("SELECT id FROM", Need.UNKNOWN));

  @OnEveryServer
  void tells_what_statements_use_of_a_column(TestDatabase database) {
    try (database) {
      database.execute(Analysis.SCHEMA);
      List<String> texts = new ArrayList<>(STATEMENTS.keySet());
      List<Verdict> verdicts =
          Analysis.of(database, List.of(Analysis.USER_NAME), texts.toArray(String[]::new));
      for (int i = 0; i < texts.size(); i++) {
        assertThat(verdicts.get(i).need())
            .as("%s: %s", texts.get(i), verdicts.get(i).words())
            .isEqualTo(STATEMENTS.get(texts.get(i)));
      }
    }
  }
}
