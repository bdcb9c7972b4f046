package dev.concertina.gate;

import dev.concertina.change.Version;
import dev.concertina.evidence.Observation.Ledger;
import dev.concertina.gate.Soak.Called;
import dev.concertina.gate.Soak.Mark;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what each server showed in the journal, from one look of a gate to the next. */
final class SoakLog {

  private final Identifier home;

  SoakLog(Identifier home) {
    this.home = home;
  }

  Optional<Soak> read(Connection connection, Version version, String server) throws SQLException {
    Map<Mark, Called> called = new HashMap<>();
    Jdbc.list(
            connection,
            Sql.of("SELECT * FROM {}.soak_statement WHERE version = ? AND server = ?", home),
            row -> Map.entry(mark(row), called(row)),
            version.toString(),
            server)
        .forEach(entry -> called.put(entry.getKey(), entry.getValue()));
    return Jdbc.first(
        connection,
        Sql.of("SELECT * FROM {}.soak WHERE version = ? AND server = ?", home),
        row ->
            new Soak(
                Jdbc.instant(row, "since").orElseThrow(),
                Jdbc.instant(row, "seen_at").orElseThrow(),
                Optional.of(new Ledger(Jdbc.instant(row, "reset_at"), row.getLong("evictions"), 0)),
                called),
        version.toString(),
        server);
  }

  /** Puts it in the place of what was there; in a transaction of its own. */
  void write(Connection connection, Version version, String server, Soak soak) throws SQLException {
    Jdbc.inTransaction(
        connection,
        () -> {
          replace(connection, version, server, soak);
          return soak;
        });
  }

  /** The next look is the first again. */
  void forget(Connection connection, Version version, String server) throws SQLException {
    for (String table : new String[] {"soak", "soak_statement"}) {
      Jdbc.update(
          connection,
          Sql.of("DELETE FROM {}.{} WHERE version = ? AND server = ?", home, new Identifier(table)),
          version.toString(),
          server);
    }
  }

  private void replace(Connection connection, Version version, String server, Soak soak)
      throws SQLException {
    forget(connection, version, server);
    Jdbc.update(
        connection,
        Sql.of(
            "INSERT INTO {}.soak (version, server, since, seen_at, reset_at, evictions)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            home),
        version.toString(),
        server,
        soak.since(),
        soak.seen(),
        soak.ledger().flatMap(Ledger::reset),
        soak.ledger().map(Ledger::evictions).orElse(0L));
    insert(connection, version, server, soak.called());
  }

  private void insert(
      Connection connection, Version version, String server, Map<Mark, Called> called)
      throws SQLException {
    Sql insert =
        Sql.of(
            "INSERT INTO {}.soak_statement (version, server, user_id, query_id, top_level, calls,"
                + " spent, since, called_at, called_after, times)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            home);
    try (PreparedStatement statement = connection.prepareStatement(insert.sql())) {
      for (Map.Entry<Mark, Called> entry : called.entrySet()) {
        Mark mark = entry.getKey();
        Called calls = entry.getValue();
        statement.setString(1, version.toString());
        statement.setString(2, server);
        statement.setLong(3, mark.user());
        statement.setLong(4, mark.query());
        statement.setBoolean(5, mark.topLevel());
        statement.setLong(6, calls.calls());
        statement.setDouble(7, calls.spent());
        statement.setObject(8, calls.counting().map(SoakLog::utc).orElse(null));
        statement.setObject(9, utc(calls.at()));
        statement.setObject(10, calls.after().map(SoakLog::utc).orElse(null));
        statement.setLong(11, calls.times());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Mark mark(ResultSet row) throws SQLException {
    return new Mark(row.getLong("user_id"), row.getLong("query_id"), row.getBoolean("top_level"));
  }

  private static Called called(ResultSet row) throws SQLException {
    return new Called(
        row.getLong("calls"),
        row.getDouble("spent"),
        Jdbc.instant(row, "since"),
        Jdbc.instant(row, "called_at").orElseThrow(),
        Jdbc.instant(row, "called_after"),
        row.getLong("times"));
  }
}
