package dev.concertina.gate;

import dev.concertina.change.Version;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import dev.concertina.words.OneLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The heartbeats of application instances, which say what migrations their code knows. While the
 * server was away, nobody could beat: what had not taken its leave by then is alive for as long
 * after the start as it would be after a beat.
 */
final class InstanceWitness implements Witness {

  private static final String ABOUT = "instances";

  private final Identifier home;

  InstanceWitness(Identifier home) {
    this.home = home;
  }

  /** A release of an application, as a role runs it. */
  private record Release(String application, String release, String knows, String role) {}

  /**
   * An instance that lives, or may.
   *
   * @param unheard since the server was started
   */
  private record Alive(
      Release release, String name, Instant beat, Instant expires, boolean unheard) {

    String words() {
      String heard = "last heartbeat at " + Amounts.moment(beat);
      return unheard
          ? "may be alive (" + heard + ", before the server was started),"
          : "is alive, " + heard + ",";
    }
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    List<Alive> alive = alive(question.connection());
    Map<Release, List<Alive>> inTheWay = new LinkedHashMap<>();
    for (Alive instance : alive) {
      boolean old = question.kind() == GateKind.OLD_SHAPE_UNUSED;
      if (knows(instance.release(), question.version()) != old) {
        inTheWay.computeIfAbsent(instance.release(), r -> new ArrayList<>()).add(instance);
      }
    }
    List<Reason> reasons = new ArrayList<>();
    inTheWay.forEach((release, instances) -> reasons.add(reason(question, release, instances)));
    return new Testimony(ABOUT, words(alive, inTheWay), reasons);
  }

  private static String words(List<Alive> alive, Map<Release, List<Alive>> inTheWay) {
    if (alive.isEmpty()) {
      return "no instance reports itself by heartbeats";
    }
    int number = inTheWay.values().stream().mapToInt(List::size).sum();
    return alive.size()
        + (alive.size() == 1 ? " instance reports itself, " : " instances report themselves, ")
        + (number == 0 ? "none" : number)
        + " of another version than the gate asks for";
  }

  private static Reason reason(Question question, Release release, List<Alive> instances) {
    boolean old = question.kind() == GateKind.OLD_SHAPE_UNUSED;
    Alive last = instances.get(0);
    String names =
        instances.size() > 3
            ? instances.size() + " instances"
            : "instance " + String.join(", ", instances.stream().map(Alive::name).toList());
    return new Reason(
        release.application()
            + " "
            + release.release()
            + " ("
            + names
            + ", role "
            + release.role()
            + ") "
            + last.words()
            + " and knows migrations up to "
            + OneLine.of(release.knows())
            + (old
                ? ", not " + question.version() + ": replace it by a release that does."
                : ": stop it, or it meets a schema that it does not know.")
            + " If it has vanished, it expires at "
            + Amounts.moment(last.expires())
            + ".",
        "");
  }

  /** What is no version knows nothing. */
  private static boolean knows(Release release, Version version) {
    return Version.ifVersion(release.knows())
        .filter(known -> known.compareTo(version) >= 0)
        .isPresent();
  }

  private List<Alive> alive(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT * FROM (
              SELECT i.application, i.release, i.name, i.knows, i.role, i.beat_at,
                     greatest(i.expires_at, CASE WHEN i.expires_at > i.beat_at THEN
                       pg_catalog.pg_postmaster_start_time() + (i.expires_at - i.beat_at) END)
                       AS expires_at,
                     i.beat_at < pg_catalog.pg_postmaster_start_time() AS unheard
              FROM {}.instance i) alive
            WHERE expires_at > pg_catalog.clock_timestamp()
            ORDER BY expires_at DESC, application, name, release\
            """,
            home),
        InstanceWitness::alive);
  }

  private static Alive alive(ResultSet row) throws SQLException {
    return new Alive(
        new Release(
            OneLine.of(row.getString("application")),
            OneLine.of(row.getString("release")),
            row.getString("knows"),
            row.getString("role")),
        OneLine.of(row.getString("name")),
        Jdbc.instant(row, "beat_at").orElseThrow(),
        Jdbc.instant(row, "expires_at").orElseThrow(),
        row.getBoolean("unheard"));
  }
}
