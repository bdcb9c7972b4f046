package dev.concertina.hazard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.Forecast;
import dev.concertina.hazard.Forecast.Expected;
import dev.concertina.hazard.Rule;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.trace.Traced;
import dev.concertina.trace.Tracer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The locks and rewrites that rules believe in are those that the server takes and does. Not
 * believed to be known: what CASCADE takes along. TRUNCATE changes the file without writing rows.
 */
class LocksOfRulesTest {

  private final Forecast forecast = new Forecast(new PostgresParser());

  @OnEveryServer
  void what_each_page_shows_locks_and_rewrites_what_is_expected(TestDatabase database)
      throws SQLException {
    int server = database.server().major();
    List<String> differences = new ArrayList<>();
    int watched = 0;
    try (Connection connection = database.connection()) {
      for (Rule rule : Rules.all()) {
        startAfresh(database);
        Tracer tracer = new Tracer(connection);
        Example example = Example.of(rule);
        for (Expected expected : forecast.of(example.scripts(example.naive()), server)) {
          Traced traced = tracer.run(expected.statement());
          if (traced.watched()) {
            watched++;
            compare(rule, expected, traced, differences);
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

  private static void compare(
      Rule rule, Expected expected, Traced traced, List<String> differences) {
    Map<QualifiedName, LockMode> believed = strongest(expected.locks());
    Map<QualifiedName, LockMode> taken = new TreeMap<>(traced.locks());
    taken.values().removeIf(mode -> mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) < 0);
    String where = rule.id() + ": " + expected.statement().origin().statement() + ": ";
    if (expected.statement().actions(Action.class).stream().anyMatch(Action::cascades)) {
      taken.keySet().retainAll(believed.keySet());
    }
    if (!believed.equals(taken)) {
      differences.add(where + "believed " + believed + ", took " + taken);
    }
    Set<QualifiedName> rewritten =
        expected.locks().stream()
            .filter(lock -> lock.work() == Work.REWRITE)
            .map(Lock::relation)
            .collect(Collectors.toSet());
    expected.statement().actions(TableAction.Truncate.class).stream()
        .map(TableAction.Truncate::table)
        .forEach(rewritten::add);
    if (!rewritten.equals(traced.rewritten())) {
      differences.add(where + "believed to rewrite " + rewritten + ", was " + traced.rewritten());
    }
  }

  private static Map<QualifiedName, LockMode> strongest(List<Lock> locks) {
    Map<QualifiedName, LockMode> strongest = new TreeMap<>();
    for (Lock lock : locks) {
      if (lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0) {
        strongest.merge(lock.relation(), lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return strongest;
  }
}
