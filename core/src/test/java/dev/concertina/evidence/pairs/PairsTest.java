package dev.concertina.evidence.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.evidence.Checks;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Effect;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Rehearsal;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How many of the statements that a migration really breaks or changes are found before it runs,
 * and how many others are accused. The truth is not written down: it is seen, by running each
 * statement before the migration and after each of its phases.
 */
class PairsTest {

  private static final int MAJOR = Integer.getInteger("concertina.pairs.major", 18);

  /** Of the migrations, one in so many; 1 takes all, and some minutes. */
  private static final int EVERY = Integer.getInteger("concertina.pairs.every", 5);

  private static final List<Phase> PHASES =
      List.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.CONTRACT);

  private final Score score = new Score();

  @Test
  void finds_what_really_breaks_and_accuses_hardly_anything_else() throws SQLException {
    for (int m = 0; m < Samples.MIGRATIONS.size(); m += EVERY) {
      String migration = Samples.MIGRATIONS.get(m);
      try (TestDatabase database = TestServers.pg(MAJOR).database()) {
        database.execute(Samples.SCHEMA);
        Set<Integer> accused = verdict(database, migration);
        Set<Integer> affected = truth(database, migration);
        for (int i = 0; i < Samples.STATEMENTS.size(); i++) {
          String statement = Samples.STATEMENTS.get(i).sql();
          score.add(migration, statement, affected.contains(i), accused.contains(i));
        }
      }
    }
    System.out.println(score);
    assertThat(score.pairs()).isGreaterThanOrEqualTo(80);
    assertThat(score.affected()).isGreaterThanOrEqualTo(EVERY == 1 ? 80 : 15);
    assertThat(score.found()).as("%s", score).isGreaterThanOrEqualTo(0.95);
    assertThat(score.falseAlarms()).as("%s", score).isLessThanOrEqualTo(0.02);
  }

  private static Set<Integer> truth(TestDatabase database, String migration) throws SQLException {
    Set<Integer> affected = new HashSet<>();
    try (Truth truth = new Truth(database, Samples.STATEMENTS)) {
      Rehearsal rehearsal = Rehearsal.of(database, migration);
      for (Phase phase : PHASES) {
        if (!rehearsal.plan().phase(phase).steps().isEmpty()) {
          rehearsal.run(phase);
          affected.addAll(truth.affected());
        }
      }
    }
    return affected;
  }

  private static Set<Integer> verdict(TestDatabase database, String migration) {
    List<String> texts = Samples.STATEMENTS.stream().map(Sample::sql).toList();
    CheckReport report = Checks.of(database, migration, texts.toArray(String[]::new));
    Set<Integer> accused = new HashSet<>();
    report.impacts().stream()
        .filter(impact -> impact.effect() != Effect.UNKNOWN)
        .forEach(impact -> accused.add(texts.indexOf(impact.statement().text().words())));
    return accused;
  }
}
