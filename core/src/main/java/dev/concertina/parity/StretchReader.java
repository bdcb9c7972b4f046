package dev.concertina.parity;

import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.OwnWords;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Counts the offending rows of a stretch in one pass for all checks, and names some of them. */
final class StretchReader {

  private record Offence(int check, long rows, List<String> samples) {}

  private final Connection connection;
  private final Step.Verify step;

  StretchReader(Connection connection, Step.Verify step) {
    this.connection = connection;
    this.step = step;
  }

  /** Adds what it finds; false, and nothing is added, if the relation has another file now. */
  boolean read(Stretch stretch, Tally tally) throws SQLException {
    Optional<List<Offence>> found = find(stretch);
    // Not before all is known: a stretch that failed is read again.
    found.ifPresent(all -> all.forEach(o -> tally.add(o.check, o.rows, o.samples)));
    return found.isPresent();
  }

  private Optional<List<Offence>> find(Stretch stretch) throws SQLException {
    return Jdbc.inTransaction(
        connection,
        () -> {
          // The lock comes first, so the file cannot change between the look and the count.
          Jdbc.run(
              connection,
              Sql.of("LOCK TABLE ONLY {} IN ACCESS SHARE MODE", stretch.relation().name()));
          if (!stretch.relation().isSame(connection)) {
            return Optional.empty();
          }
          // Functions that a condition calls find names as they do for an application.
          Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
          List<Long> counts = counts(stretch);
          List<Offence> found = new ArrayList<>();
          for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
              List<String> samples = samples(stretch, step.checks().get(i));
              found.add(new Offence(i, counts.get(i), samples));
            }
          }
          return Optional.of(found);
        });
  }

  private List<Long> counts(Stretch stretch) throws SQLException {
    List<Sql> columns =
        step.checks().stream()
            .map(check -> Sql.of("count(*) FILTER (WHERE {})", Sql.verbatim(check.condition())))
            .toList();
    return Jdbc.listVerbatim(
            connection,
            Sql.of(
                "SELECT {} {} FROM ONLY {} WHERE {}",
                OwnWords.MARK,
                Sql.join(", ", columns),
                stretch.relation().name(),
                stretch.rows()),
            row -> counts(row, columns.size()))
        .get(0);
  }

  private static List<Long> counts(ResultSet row, int columns) throws SQLException {
    List<Long> counts = new ArrayList<>();
    for (int i : IntStream.rangeClosed(1, columns).toArray()) {
      counts.add(row.getLong(i));
    }
    return counts;
  }

  private List<String> samples(Stretch stretch, RowCheck check) throws SQLException {
    Sql reason =
        check.reason().map(r -> Sql.of("({})::text", Sql.verbatim(r))).orElse(Sql.of("NULL"));
    return Jdbc.listVerbatim(
        connection,
        Sql.of(
            "SELECT {} {} AS key, {} AS reason FROM ONLY {} WHERE {} AND ({}) LIMIT {}",
            OwnWords.MARK,
            key(step.keys()),
            reason,
            stretch.relation().name(),
            stretch.rows(),
            Sql.verbatim(check.condition()),
            Sql.number(Tally.SAMPLES)),
        row -> row.getString("key") + Jdbc.text(row, "reason").map(r -> ": " + r).orElse(""));
  }

  private static Sql key(List<Identifier> keys) {
    if (keys.isEmpty()) {
      return Sql.of("pg_catalog.concat('ctid = ', ctid)");
    }
    List<Sql> parts =
        keys.stream()
            .map(
                k ->
                    Sql.of(
                        "pg_catalog.concat({}, ' = ', coalesce({}::text, 'NULL'))",
                        Sql.literal(k.value()),
                        k))
            .toList();
    return Sql.of("pg_catalog.concat_ws(', ', {})", Sql.join(", ", parts));
  }
}
