package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How other tools with a schema for each version do it: batches by key, locked first, that touch
 * each row so that a trigger, which asks the search path who writes, fills the column and a marker.
 * The loop runs in the server, which spares it every round trip that such a tool has.
 */
public final class TouchedRows implements Filling {

  private static final int BATCH = 1000;

  private static final List<Sql> PREPARATION =
      List.of(
          Sql.of("ALTER TABLE accounts ADD COLUMN full_name text"),
          Sql.of("ALTER TABLE accounts ADD COLUMN pending boolean DEFAULT true"),
          Sql.of(
              """
              CREATE FUNCTION fill_new() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                IF current_setting('search_path') <> 'v2' THEN
                  NEW.full_name := NEW.user_name;
                  NEW.pending := false;
                END IF;
                RETURN NEW;
              END $$"""),
          Sql.of(
              """
              CREATE FUNCTION fill_old() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                IF current_setting('search_path') = 'v2' THEN
                  NEW.user_name := NEW.full_name;
                  NEW.pending := false;
                END IF;
                RETURN NEW;
              END $$"""),
          Sql.of(
              "CREATE TRIGGER fill_new BEFORE INSERT OR UPDATE ON accounts"
                  + " FOR EACH ROW EXECUTE FUNCTION fill_new()"),
          Sql.of(
              "CREATE TRIGGER fill_old BEFORE INSERT OR UPDATE ON accounts"
                  + " FOR EACH ROW EXECUTE FUNCTION fill_old()"),
          Sql.of(
              """
              CREATE PROCEDURE touch_all(size integer) LANGUAGE plpgsql AS $$
              DECLARE
                reached bigint := 0;
                highest bigint;
              BEGIN
                LOOP
                  WITH batch AS (
                    SELECT id FROM accounts WHERE pending AND id > reached
                    ORDER BY id LIMIT size FOR NO KEY UPDATE),
                  touched AS (
                    UPDATE accounts a SET id = a.id FROM batch WHERE a.id = batch.id
                    RETURNING a.id)
                  SELECT max(id) INTO highest FROM touched;
                  EXIT WHEN highest IS NULL;
                  reached := highest;
                  COMMIT;
                END LOOP;
              END $$"""));

  @Override
  public String name() {
    return "rows touched by key";
  }

  @Override
  public Cost fill(Database database, Accounts accounts) throws SQLException {
    try (Connection connection = database.connect("touched-rows");
        Connection meter = database.connect("meter")) {
      for (Sql statement : PREPARATION) {
        Queries.run(connection, statement);
      }
      Reading before = Reading.before(meter);
      Queries.run(connection, Sql.of("CALL touch_all({})", Sql.number(BATCH)));
      Reading after = Reading.after(meter);
      return Cost.between(accounts.rows(), before, after);
    }
  }
}
