package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What people have ordered for backfills, now and until they order otherwise: it outlives runs. All
 * methods work in the transaction of the connection that they are given; a writer waits for another
 * one's commit. Whoever writes also records the {@link Event}.
 *
 * @param pause empty if backfills may work
 * @param limits the limits that replace those of the configuration, by word
 * @param limitsBy who set a limit last
 */
public record Steering(
    Optional<Pause> pause, Map<String, String> limits, Optional<Author> limitsBy) {

  /** Nothing was ordered. */
  public static final Steering NONE = new Steering(Optional.empty(), Map.of(), Optional.empty());

  /** Who ordered something, and when: the database role with the user and host of the command. */
  public record Author(String who, Instant at) {}

  /**
   * An order to stand still.
   *
   * @param because what its author wrote
   */
  public record Pause(String by, Instant at, Optional<String> because) {

    /** For people: who, when, why. */
    @Override
    public String toString() {
      return "paused by "
          + by
          + " at "
          + Amounts.moment(at)
          + because.map(b -> ": " + b).orElse("");
    }
  }

  public Steering {
    limits = Map.copyOf(limits);
  }

  /** The standing orders. */
  public static Steering read(Connection connection, Identifier home) throws SQLException {
    return Jdbc.first(
            connection, Sql.of("SELECT * FROM {}.steering", home), row -> new Steering(row))
        .orElse(NONE);
  }

  private Steering(ResultSet row) throws SQLException {
    this(
        readPause(row),
        Jdbc.text(row, "limits").map(Texts::decode).orElse(Map.of()),
        readAuthor(row));
  }

  /**
   * Lets backfills stand still from the next batch on. A pause that stands already is replaced, but
   * for its reason if there is no new one.
   *
   * @param origin the user and host of the command
   */
  public static void pause(
      Connection connection, Identifier home, String origin, Optional<String> because)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.steering AS s (paused_by, paused_at, paused_because)
            VALUES (session_user || ' (' || ? || ')', clock_timestamp(), ?)
            ON CONFLICT (one) DO UPDATE SET
              paused_by = excluded.paused_by, paused_at = excluded.paused_at,
              paused_because = coalesce(excluded.paused_because, s.paused_because)""",
            home),
        origin,
        because);
  }

  /**
   * Ends the pause.
   *
   * @return the pause that stood until now, empty if there was none
   */
  public static Optional<Pause> resume(Connection connection, Identifier home) throws SQLException {
    Optional<Pause> stood =
        Jdbc.first(
                connection,
                Sql.of("SELECT * FROM {}.steering WHERE one FOR UPDATE", home),
                Steering::readPause)
            .flatMap(pause -> pause);
    if (stood.isPresent()) {
      Jdbc.update(
          connection,
          Sql.of(
              """
              UPDATE {}.steering
              SET paused_by = NULL, paused_at = NULL, paused_because = NULL WHERE one""",
              home));
    }
    return stood;
  }

  /**
   * Sets some limits; those that were set before and are not among them stay.
   *
   * @param origin the user and host of the command
   * @param limits texts that were checked already, by word
   */
  public static void limit(
      Connection connection, Identifier home, String origin, Map<String, String> limits)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.steering AS s (limits, steered_by, steered_at)
            VALUES (?::json, session_user || ' (' || ? || ')', clock_timestamp())
            ON CONFLICT (one) DO UPDATE SET
              limits = (coalesce(s.limits::jsonb, '{ }') || excluded.limits::jsonb)::json,
              steered_by = excluded.steered_by, steered_at = excluded.steered_at""",
            home),
        Texts.encode(limits),
        origin);
  }

  /** Goes back to the limits of the configuration; a pause stays. */
  public static void forgetLimits(Connection connection, Identifier home, String origin)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            UPDATE {}.steering SET limits = NULL, steered_at = clock_timestamp(),
                   steered_by = session_user || ' (' || ? || ')'
            WHERE one AND limits IS NOT NULL""",
            home),
        origin);
  }

  private static Optional<Pause> readPause(ResultSet row) throws SQLException {
    Optional<String> by = Jdbc.text(row, "paused_by");
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pause(
            by.get(),
            Jdbc.instant(row, "paused_at").orElseThrow(),
            Jdbc.text(row, "paused_because")));
  }

  private static Optional<Author> readAuthor(ResultSet row) throws SQLException {
    Optional<String> by = Jdbc.text(row, "steered_by");
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Author(by.get(), Jdbc.instant(row, "steered_at").orElseThrow()));
  }
}
