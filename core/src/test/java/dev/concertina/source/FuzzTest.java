package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, the answer is a migration or a refusal with a line. */
class FuzzTest {

  private static final int ROUNDS = 1_500;

  private static final List<String> SEEDS =
      List.of(
          "ALTER TABLE app.users ADD COLUMN IF NOT EXISTS a varchar ( 5 ) DEFAULT 'x' || 'y' NOT"
              + " NULL , DROP COLUMN b CASCADE , ALTER c TYPE text [] USING c :: text [] ;",
          "ALTER TABLE t ALTER c SET DEFAULT 1 , ALTER c SET NOT NULL , ALTER c DROP DEFAULT ;",
          "UPDATE \"t\" SET \"c\" = '' WHERE \"c\" IS NULL ; ALTER TABLE \"t\" ALTER \"c\" SET NOT"
              + " NULL ;",
          "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t ( lower ( a ) DESC ) ;",
          "CREATE TABLE n ( id int REFERENCES o ( id ) , CHECK ( id > 0 ) ) ; INSERT INTO n VALUES"
              + " ( 1 ) ; COMMENT ON COLUMN n.id IS 'x' ; GRANT SELECT ON n TO r ;",
          "DROP TABLE IF EXISTS a , s.b CASCADE ; DROP INDEX CONCURRENTLY i , s.j ;",
          "ALTER TABLE t RENAME COLUMN a TO b ; ALTER TABLE t RENAME TO u ;",
          "\n-- concertina: up = lower(a)\n ALTER TABLE t ADD c text ;",
          "\n/* concertina: phase = contract */ CREATE VIEW v AS SELECT 1 ;",
          "BEGIN ; SET CONSTRAINTS ALL IMMEDIATE ; COMMIT ;");

  private static final List<String> NOISE =
      List.of(
          "",
          ";",
          ",",
          "(",
          ")",
          "'",
          "\"",
          "$$",
          "--",
          "/*",
          "*/",
          "\n",
          "\r\n",
          "\0",
          "é",
          "💥",
          "NULL",
          "DEFAULT",
          "ONLY",
          "a.b.c.d",
          "*",
          "U&\"\\0061\"",
          "\"\"",
          "-- concertina: up = a\n",
          "-- concertina: down = b\n",
          "/* concertina: up */",
          "-- concertina: phase = expand\n",
          "CONCURRENTLY",
          "x'0'",
          "1e9999",
          "99999999999999999999",
          "$1",
          "::",
          "COLLATE \"C\"");

  @Test
  void mutatedStatementsAreReadOrRefusedWithALine() {
    long seed = Long.getLong("concertina.fuzz.seed", 20260101L);
    System.out.println("concertina.fuzz.seed=" + seed);
    Random random = new Random(seed);
    MigrationText text = new MigrationText(Sources.PARSER);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      if (isRead(text, mutated(random))) {
        read++;
      }
    }
    assertThat(read).as("mutations that are still migrations").isBetween(1, ROUNDS - 1);
  }

  private static boolean isRead(MigrationText text, String sql) {
    try {
      Migration migration = text.of("V1__fuzz", "fuzz.sql", sql);
      migration.changes().forEach(change -> assertThat(change.origin().line()).isPositive());
      return true;
    } catch (MigrationException refusal) {
      assertThat(refusal.origin().orElseThrow().line()).as(sql).isPositive();
      assertThat(refusal.getMessage()).as(sql).isNotBlank();
      return false;
    } catch (RuntimeException e) {
      return fail("neither a migration nor a refusal: " + sql, e);
    }
  }

  private static String mutated(Random random) {
    List<String> words = new ArrayList<>(words(random));
    words.addAll(words(random));
    int mutations = 1 + random.nextInt(3);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(4)) {
        case 0 -> words.set(at, any(NOISE, random));
        case 1 -> words.add(at, any(NOISE, random));
        case 2 -> words.set(at, any(words, random));
        default -> words.set(at, "");
      }
    }
    return String.join(" ", words);
  }

  private static List<String> words(Random random) {
    return List.of(any(SEEDS, random).split(" ", -1));
  }

  private static String any(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
