package dev.concertina.gate;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.evidence.Observation;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The gate of a migration that is switched, asked at any time while a shop works. */
final class AskedGate {

  static final GatePolicy POLICY = GatePolicy.standard().withSoak(Duration.ofMinutes(5));

  private static final Identifier HOME = new Identifier("concertina");
  private static final Instant FIRST_LOOK = Instant.parse("2026-11-21T12:00:00Z");

  private final TestDatabase database;
  private final Connection connection;
  private final String role;
  private final Migration migration;
  private int started = -86_400;

  private AskedGate(
      TestDatabase database, Connection connection, String role, Migration migration) {
    this.database = database;
    this.connection = connection;
    this.role = role;
    this.migration = migration;
  }

  /** Takes the migration to SWITCH, with nothing counted and nothing remembered yet. */
  static void of(TestDatabase database, String schema, String sql, Consumer<AskedGate> test)
      throws SQLException {
    String role = "shop_of_" + database.name();
    String file = sql.startsWith("changes:") ? "V7__test.yaml" : "V7__test.sql";
    Migration migration = new MigrationText(Sources.PARSER).of(file, file, sql);
    database.execute(
        "CREATE EXTENSION pg_stat_statements",
        schema,
        "CREATE ROLE " + role + " LOGIN",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
    try (Connection connection = database.connection()) {
      asConcertina(connection);
      AskedGate gate = new AskedGate(database, connection, role, migration);
      Concertina concertina = gate.concertina();
      concertina.deploy(migration);
      concertina.switchOver(migration.version());
      database.execute(
          "DELETE FROM concertina.soak",
          "DELETE FROM concertina.soak_statement",
          "SELECT pg_stat_statements_reset()");
      test.accept(gate);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  /** As the engine prepares each session of its own. */
  private static void asConcertina(Connection connection) throws SQLException {
    connection.setClientInfo("ApplicationName", "concertina:test");
    try (var statement = connection.createStatement()) {
      statement.execute("SET pg_stat_statements.track = 'none'");
    }
  }

  Concertina concertina() {
    return Concertina.connect(
        name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  Migration migration() {
    return migration;
  }

  /** A statement of the version that looks into the public schema. */
  void shop(String sql, int times) {
    shop("public", sql, times);
  }

  void shop(String searchPath, String sql, int times) {
    try (Connection shop = database.connection(role);
        var statement = shop.createStatement()) {
      statement.execute("SET search_path = " + searchPath);
      for (int i = 0; i < times; i++) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** With parameters, as the driver names their types. */
  void prepared(String searchPath, String sql, Object... parameters) {
    try (Connection shop = database.connection(role);
        var setting = shop.createStatement();
        var statement = shop.prepareStatement(sql)) {
      setting.execute("SET search_path = " + searchPath);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The server stops, and starts so many seconds after the first look. */
  void start(int seconds) {
    started = seconds;
  }

  /** What keeps it shut so many seconds after now. */
  List<String> look(int seconds) {
    return look(POLICY, seconds);
  }

  List<String> look(GatePolicy policy, int seconds) {
    try {
      return witness(policy).testify(question(), "primary", () -> later(seconds)).reasons().stream()
          .map(Reason::sentence)
          .toList();
    } catch (SQLException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** The same where Concertina works as a role that the server counts, after all witnesses. */
  List<String> lookAs(String counted, int seconds) {
    try (Connection its = database.connection(counted)) {
      GatePolicy policy = GatePolicy.standard();
      new GateKeeper(HOME, policy, Sources.PARSER, () -> database.connection(counted))
          .ask(question(its, false));
      return new StatementWitness(policy, HOME, Sources.PARSER, () -> database.connection(counted))
          .testify(question(its, true), "primary", () -> later(seconds)).reasons().stream()
              .map(Reason::sentence)
              .toList();
    } catch (SQLException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** What keeps it shut now, what the server does not count among it. */
  List<String> ask(GatePolicy policy) {
    try {
      return witness(policy).testify(question()).reasons().stream().map(Reason::toString).toList();
    } catch (SQLException e) {
      throw new AssertionError("no answer", e);
    }
  }

  private StatementWitness witness(GatePolicy policy) {
    return new StatementWitness(policy, HOME, Sources.PARSER, database::connection);
  }

  Question question() {
    return question(connection, true);
  }

  private Question question(Connection asking, boolean records) {
    return Question.of(
        asking,
        GateKind.OLD_SHAPE_UNUSED,
        concertina().stored(migration.version()).orElseThrow(),
        records);
  }

  private Observation later(int seconds) throws SQLException {
    Observation now = new PgStatStatements(connection).observe();
    return new Observation(
        FIRST_LOOK.plusSeconds(seconds),
        FIRST_LOOK.plusSeconds(started),
        now.statements(),
        now.ledger());
  }
}
