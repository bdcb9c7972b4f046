package dev.concertina.hazard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.Rule;
import dev.concertina.hazard.Unit;
import dev.concertina.hazard.read.UnitReader;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.trace.MigrationTracer;
import dev.concertina.trace.TracedStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The locks and rewrites that rules believe in are those that the server takes and does. Not
 * believed to be known: what CASCADE takes along.
 */
class LocksOfRulesTest {

  private final UnitReader reader = new UnitReader(Sources.PARSER);

  @OnEveryServer
  void what_each_page_shows_locks_and_rewrites_what_is_expected(TestDatabase database)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    int watched = 0;
    try (Connection connection = database.connection()) {
      for (Rule rule : Rules.all()) {
        startAfresh(database);
        Example example = Example.of(rule);
        List<Unit> units = example.scripts(example.naive()).stream().map(reader::read).toList();
        for (TracedStep step : new MigrationTracer(connection).run(units)) {
          watched += step.traced().watched() ? 1 : 0;
          if (!step.isAsForetold()) {
            differences.add(difference(rule, step));
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(watched).isGreaterThan(100);
  }

  private static void startAfresh(TestDatabase database) {
    database.execute(
        "DROP SCHEMA IF EXISTS public CASCADE",
        "CREATE SCHEMA public",
        "DROP SCHEMA IF EXISTS tenant CASCADE",
        "CREATE SCHEMA tenant");
  }

  private static String difference(Rule rule, TracedStep step) {
    return "%s: %s: believed %s, took %s, believed to rewrite %s, was %s"
        .formatted(
            rule.id(),
            step.expected().statement().origin().statement(),
            step.foretold(),
            step.taken(),
            step.foretoldRewrites(),
            step.traced().rewritten());
  }
}
