package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people have ordered for backfills, now and until they order otherwise: it outlives runs. All
 * methods work in the transaction of the connection that they are given; a writer waits for another
 * one's commit. Whoever writes also records the {@link Event}.
 *
 * @param pause empty if backfills may work
 * @param limits the limits that replace those of the configuration, by word
 * @param limitsBy who set each of them, by word
 */
public record Steering(
    Optional<Pause> pause, Map<String, String> limits, Map<String, Author> limitsBy) {

  /** Nothing was ordered. */
  public static final Steering NONE = new Steering(Optional.empty(), Map.of(), Map.of());

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
    limitsBy = Map.copyOf(limitsBy);
  }

  /** The standing orders. */
  public static Steering read(Connection connection, Identifier home) throws SQLException {
    Map<String, String> limits = new HashMap<>();
    Map<String, Author> authors = new HashMap<>();
    List<Optional<Pause>> pauses =
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT s.*, l.key AS word, l.value ->> 'text' AS text, l.value ->> 'by' AS by,
                       (l.value ->> 'at')::timestamptz AS at
                FROM {}.steering s LEFT JOIN LATERAL json_each(s.limits) l ON true""",
                home),
            row -> {
              Optional<String> word = Jdbc.text(row, "word");
              if (word.isPresent()) {
                limits.put(word.get(), row.getString("text"));
                authors.put(word.get(), author(row));
              }
              return readPause(row);
            });
    return new Steering(pauses.stream().flatMap(Optional::stream).findFirst(), limits, authors);
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
            INSERT INTO {}.steering AS s (limits)
            SELECT json_object_agg(key, json_build_object(
                     'text', value, 'by', session_user || ' (' || ? || ')',
                     'at', clock_timestamp()))
            FROM json_each_text(?::json)
            ON CONFLICT (one) DO UPDATE SET
              limits = (coalesce(s.limits::jsonb, '{ }') || excluded.limits::jsonb)::json""",
            home),
        origin,
        Texts.encode(limits));
  }

  /** Goes back to the limits of the configuration; a pause stays. */
  public static void forgetLimits(Connection connection, Identifier home) throws SQLException {
    Jdbc.update(connection, Sql.of("UPDATE {}.steering SET limits = NULL WHERE one", home));
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

  private static Author author(ResultSet row) throws SQLException {
    return new Author(row.getString("by"), Jdbc.instant(row, "at").orElseThrow());
  }
}
