package dev.concertina.gate;

import dev.concertina.gate.GatePolicy.Standby;
import dev.concertina.gate.GatePolicy.Standbys;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Pooler;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Servers that follow the primary answer queries of their own, which the primary knows nothing of.
 * Each gives its own statements and sessions, or somebody declares that no application reads there.
 */
final class StandbyWitness implements Witness {

  private static final String ABOUT = "standbys";

  private static final String BEHIND_A_POOLER =
      " is the address of a pooler, where what is asked would run in an application's session: give"
          + " that of the server itself.";

  private final Standbys declared;
  private final StatementWitness statements;
  private final SessionWitness sessions = new SessionWitness();

  StandbyWitness(Standbys declared, StatementWitness statements) {
    this.declared = declared;
    this.statements = statements;
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    if (declared instanceof Standbys.WithoutReaders) {
      return Testimony.open(ABOUT, "declared free of readers");
    }
    List<String> following = new ArrayList<>(following(question.connection()));
    following.addAll(away(question.connection()));
    if (declared instanceof Standbys.Given given) {
      return ask(question, following, given.servers());
    }
    if (following.isEmpty()) {
      return Testimony.open(ABOUT, "none follows this server");
    }
    return new Testimony(
        ABOUT,
        following.size() + (following.size() == 1 ? " follows" : " follow") + " this server",
        List.of(
            new Reason(
                "Nobody knows what is read on "
                    + String.join(", ", following)
                    + ". Give the addresses of standbys (standbys = \"postgres://…\") or, if no"
                    + " application reads there, say so (standbys = \"none\"). A slot whose standby is"
                    + " gone: pg_drop_replication_slot.",
                "")));
  }

  private Testimony ask(Question question, List<String> following, List<Standby> given)
      throws SQLException {
    List<Reason> reasons = new ArrayList<>();
    List<String> words = new ArrayList<>();
    if (following.size() > given.size()) {
      reasons.add(
          new Reason(
              following.size()
                  + " standbys follow ("
                  + String.join(", ", following)
                  + "), and only "
                  + given.size()
                  + " are given: give every one that applications read from.",
              ""));
    }
    StandbyIdentity primary = StandbyIdentity.of(question.connection());
    Map<StandbyIdentity, String> seen = new HashMap<>();
    for (Standby standby : given) {
      ask(question, standby, primary, seen, reasons, words);
    }
    return new Testimony(ABOUT, String.join("; ", words), reasons);
  }

  /** One that does not answer is not counted as silent; nor is one that is another server. */
  private void ask(
      Question question,
      Standby standby,
      StandbyIdentity primary,
      Map<StandbyIdentity, String> seen,
      List<Reason> reasons,
      List<String> words) {
    try (Connection connection = standby.sessions().open()) {
      if (Pooler.between(connection).isPresent()) {
        words.add(standby.name() + ": behind a pooler");
        reasons.add(new Reason(standby.name() + BEHIND_A_POOLER, ""));
        return;
      }
      Jdbc.run(connection, UsersPath.SET_ASIDE);
      StandbyIdentity identity = StandbyIdentity.of(connection);
      identity
          .whyNot(primary, Optional.ofNullable(seen.put(identity, standby.name())))
          .ifPresent(why -> reasons.add(new Reason(standby.name() + " " + why, "")));
      for (Testimony part : ask(question, standby, connection)) {
        words.add(standby.name() + ": " + part.words());
        part.reasons().stream()
            .map(
                reason ->
                    new Reason("On " + standby.name() + ": " + reason.sentence(), reason.sql()))
            .forEach(reasons::add);
      }
    } catch (SQLException e) {
      words.add(standby.name() + ": no answer");
      reasons.add(
          new Reason("The standby " + standby.name() + " does not answer: " + e.getMessage(), ""));
    }
  }

  private List<Testimony> ask(Question question, Standby standby, Connection connection)
      throws SQLException {
    List<Testimony> parts = new ArrayList<>();
    parts.add(
        sessions.testify(
            new Question(
                connection,
                question.kind(),
                question.version(),
                question.plan(),
                question.times(),
                false)));
    if (question.kind() == GateKind.OLD_SHAPE_UNUSED) {
      parts.add(statements.ofStandby(question, standby.name(), connection));
    }
    return parts;
  }

  /** The slots of standbys that do not follow now: what reads there goes on reading. */
  private static List<String> away(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT s.slot_name FROM pg_catalog.pg_replication_slots s
            WHERE s.slot_type = 'physical' AND NOT s.active AND s.restart_lsn IS NOT NULL
              AND coalesce(s.wal_status, '') <> 'lost'
            ORDER BY 1"""),
        row -> "the standby of slot " + row.getString("slot_name") + ", which is away now");
  }

  /** Physical standbys; a base backup or an archiver answers no queries. */
  private static List<String> following(Connection connection) throws SQLException {
    return Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT coalesce(r.application_name, 'a standby') AS name,
                       host(r.client_addr) AS address
                FROM pg_catalog.pg_stat_replication r
                LEFT JOIN pg_catalog.pg_replication_slots s ON s.active_pid = r.pid
                WHERE coalesce(s.slot_type, 'physical') = 'physical'
                  AND coalesce(r.state, '') <> 'backup'
                  AND coalesce(r.application_name, '')
                      NOT IN ('pg_basebackup', 'pg_receivewal', 'barman_receive_wal')
                ORDER BY 1, 2\
                """),
            row ->
                row.getString("name")
                    + Jdbc.text(row, "address").map(address -> " at " + address).orElse(""))
        .stream()
        .collect(Collectors.toList());
  }
}
