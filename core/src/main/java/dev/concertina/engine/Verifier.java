package dev.concertina.engine;

import dev.concertina.engine.Verification.CheckResult;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows that must not be there and names some of them. */
final class Verifier {

  private static final int SAMPLES = 10;

  private final Connection connection;

  Verifier(Connection connection) {
    this.connection = connection;
  }

  List<CheckResult> check(Step.Verify step) throws SQLException {
    if (!step.partitioned()) {
      refuseParts(step);
    }
    List<CheckResult> results = new ArrayList<>();
    for (RowCheck check : step.checks()) {
      long rows = count(step, check);
      List<String> samples = rows == 0 ? List.of() : samples(step, check);
      results.add(new CheckResult(step.table(), check.message(), rows, samples, check.hint()));
    }
    return results;
  }

  private long count(Step.Verify step, RowCheck check) throws SQLException {
    return Jdbc.listVerbatim(
            connection,
            Sql.of("SELECT count(*) FROM {} WHERE {}", rows(step), Sql.verbatim(check.condition())),
            row -> row.getLong(1))
        .get(0);
  }

  private List<String> samples(Step.Verify step, RowCheck check) throws SQLException {
    Sql reason =
        check.reason().map(r -> Sql.of("({})::text", Sql.verbatim(r))).orElse(Sql.of("NULL"));
    return Jdbc.listVerbatim(
        connection,
        Sql.of(
            "SELECT {} AS key, {} AS reason FROM {} WHERE {} LIMIT {}",
            key(step.keys()),
            reason,
            rows(step),
            Sql.verbatim(check.condition()),
            Sql.number(SAMPLES)),
        row -> row.getString("key") + Jdbc.text(row, "reason").map(r -> ": " + r).orElse(""));
  }

  private static Sql key(List<Identifier> keys) {
    if (keys.isEmpty()) {
      return Sql.of("'ctid = ' || ctid::text");
    }
    List<Sql> parts =
        keys.stream()
            .map(
                k -> Sql.of("{} || ' = ' || coalesce({}::text, 'NULL')", Sql.literal(k.value()), k))
            .toList();
    return Sql.join(" || ', ' || ", parts);
  }

  private static Sql rows(Step.Verify step) {
    return step.partitioned() ? Sql.of("{}", step.table()) : Sql.of("ONLY {}", step.table());
  }

  /** ONLY would pass over the rows of partitions and child tables, and find parity. */
  private void refuseParts(Step.Verify step) throws SQLException {
    boolean parts =
        Jdbc.first(
                connection,
                Sql.of(
                    """
                    SELECT c.relkind = 'p' OR EXISTS (
                      SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) AS parts
                    FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = ? AND c.relname = ?"""),
                row -> row.getBoolean("parts"),
                step.table().schema().value(),
                step.table().name().value())
            .orElse(false);
    if (parts) {
      throw new StepFailedException(
          "table-with-parts",
          step.id(),
          "",
          "The rows of " + step.table() + " are (also) in its partitions or child tables.",
          "A check reads one ordinary table: give each partition a step of its own.");
    }
  }
}
