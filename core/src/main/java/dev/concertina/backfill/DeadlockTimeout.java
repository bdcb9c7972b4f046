package dev.concertina.backfill;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The shortest {@code deadlock_timeout} that a session of this database can have: the server's, and
 * what ALTER ROLE and ALTER DATABASE set ("Lock Management" in the documentation).
 */
final class DeadlockTimeout {

  private static final Pattern VALUE =
      Pattern.compile(
          "deadlock_timeout=\\s*([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)\\s*(us|ms|s|min|h|d)?\\s*");

  private DeadlockTimeout() {}

  static Duration shortest(Connection connection) throws SQLException {
    List<String> overrides =
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT s.setting FROM pg_catalog.pg_db_role_setting d,
                  LATERAL unnest(d.setconfig) AS s(setting)
                WHERE s.setting LIKE 'deadlock\\_timeout=%'"""),
            row -> row.getString("setting"));
    List<String> server =
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT 'deadlock_timeout=' || setting AS setting FROM pg_catalog.pg_settings
                WHERE name = 'deadlock_timeout'"""),
            row -> row.getString("setting"));
    long millis =
        Stream.concat(server.stream(), overrides.stream())
            .flatMapToLong(DeadlockTimeout::millis)
            .min()
            .orElse(1000);
    return Duration.ofMillis(Math.max(1, millis));
  }

  static LongStream millis(String setting) {
    Matcher matcher = VALUE.matcher(setting);
    if (!matcher.matches()) {
      return LongStream.empty();
    }
    double number = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
    double millis =
        switch (unit) {
          case "us" -> number / 1000;
          case "s" -> number * 1000;
          case "min" -> number * 60_000;
          case "h" -> number * 3_600_000;
          case "d" -> number * 86_400_000;
          default -> number;
        };
    return LongStream.of((long) millis);
  }
}
