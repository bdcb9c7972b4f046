package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for keys that more than one row has, before anything is built or locked for them. */
final class DuplicateFinder {

  /**
   * A key that several rows have.
   *
   * @param keys how many such keys there are
   * @param rows how many rows have one of them
   * @param words the key, and how many rows have it
   */
  private record Found(long keys, long rows, String words) {}

  private final StepContext context;

  DuplicateFinder(StepContext context) {
    this.context = context;
  }

  void run(Step.FindDuplicates step) {
    Tries tries = new Tries(context, step);
    while (true) {
      try {
        refuse(step, find(step));
        context.done(step, "no key twice");
        return;
      } catch (SQLException e) {
        if (!SqlState.isRetryable(e)) {
          throw Failures.of(step, sql(step), e);
        }
        tries.failed("ACCESS SHARE on " + step.table(), List.of(), e);
      }
    }
  }

  private List<Found> find(Step.FindDuplicates step) throws SQLException {
    Connection connection = context.run().work();
    return context
        .run()
        .stop()
        .during(
            connection,
            () ->
                Jdbc.listVerbatim(
                    connection,
                    Sql.verbatim(sql(step)),
                    row ->
                        new Found(
                            row.getLong("keys"), row.getLong("rows"), row.getString("sample"))));
  }

  private static void refuse(Step.FindDuplicates step, List<Found> found) {
    if (found.isEmpty()) {
      return;
    }
    Found first = found.get(0);
    throw new StepFailedException(
        "duplicate-key",
        step.id(),
        sql(step),
        first.rows()
            + " rows of "
            + step.table()
            + " share "
            + first.keys()
            + (first.keys() == 1 ? " key (" : " keys (")
            + found.stream().map(Found::words).collect(Collectors.joining("; "))
            + ").",
        step.hint());
  }

  private static String sql(Step.FindDuplicates step) {
    return step.statements().get(0).sql();
  }
}
