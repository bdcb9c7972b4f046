package dev.concertina.journal;

import dev.concertina.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

/** Makes a journal what an older program would have left. */
public final class OlderLayout {

  private OlderLayout() {}

  /**
   * Takes away what later layouts brought.
   *
   * @param home its schema, quoted where it has to be
   * @param number the layout that is left
   */
  public static void make(TestDatabase database, String home, int number) {
    List<String> statements = new ArrayList<>();
    if (number < 8) {
      statements.add("ALTER TABLE {}.soak_statement DROP COLUMN spent");
      statements.add(
          "ALTER TABLE {}.instance DROP CONSTRAINT instance_pkey,"
              + " ADD PRIMARY KEY (application, name)");
    }
    if (number < 7) {
      statements.add("DROP TABLE {}.wait");
    }
    if (number < 6) {
      statements.add("UPDATE {}.step SET state = 'FAILED' WHERE state = 'WAITING'");
    }
    if (number < 5) {
      statements.add(
          "ALTER TABLE {}.throttle DROP COLUMN share_signal, DROP COLUMN share_part,"
              + " DROP COLUMN share_reason");
    }
    if (number < 4) {
      statements.add("DROP VIEW {}.history, {}.steps, {}.migrations");
      statements.add("ALTER TABLE {}.step DROP COLUMN waited, DROP COLUMN who");
    }
    if (number < 3) {
      statements.add("DROP FUNCTION {}.heartbeat");
      statements.add(
          "DROP TABLE {}.instance, {}.soak, {}.soak_statement, {}.contract_statement, {}.contract");
      statements.add("ALTER TABLE {}.migration DROP COLUMN purged_at");
    }
    if (number < 2) {
      statements.add("DROP TABLE {}.backfill_window, {}.pace, {}.steering, {}.throttle");
    }
    statements.add("UPDATE {}.layout SET number = " + number);
    for (String statement : statements) {
      database.execute(statement.replace("{}", home));
    }
  }
}
