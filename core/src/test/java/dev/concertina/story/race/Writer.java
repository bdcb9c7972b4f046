package dev.concertina.story.race;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * A client of both versions that owns some keys: so it knows at any moment what its rows must be.
 * On a few other keys everybody writes; of those only parity is judged.
 */
final class Writer {

  private static final Operation[] ALL = Operation.values();

  private final Scenario scenario;
  private final TestDatabase database;
  private final Keys keys;
  private final Random random;
  private final Incidents incidents;
  private final Map<Side, Connection> sessions = new EnumMap<>(Side.class);
  private final Chronicle chronicle = new Chronicle();
  private Estate estate = new Estate();

  Writer(Scenario scenario, TestDatabase database, Keys keys, long seed, Incidents incidents) {
    this.scenario = scenario;
    this.database = database;
    this.keys = keys;
    this.random = new Random(seed);
    this.incidents = incidents;
  }

  Keys keys() {
    return keys;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** As committed. Only while the writer stands still. */
  Estate estate() {
    return estate;
  }

  /** The rows that are there before anything happens. */
  void load(int rows) throws SQLException {
    Estate loaded = new Estate();
    List<String> said = new ArrayList<>();
    try (Connection session = database.connection()) {
      session.setAutoCommit(false);
      Turn turn = turn(Side.OLD, loaded, session, keys, said);
      for (int i = 0; i < 5; i++) {
        turn.run("INSERT INTO tags VALUES (?)", keys.code(i));
        loaded.codes.add(keys.code(i));
      }
      for (int i = 0; i < rows; i++) {
        Operation.INSERT.run(turn);
      }
      session.commit();
    }
    chronicle.transaction(said, "loaded");
    estate = loaded;
  }

  /** One transaction of one of the versions. */
  void transaction(Window window) throws SQLException {
    List<Side> sides = window.sides();
    Side side = sides.get(random.nextInt(sides.size()));
    if (random.nextInt(6) == 0) {
      contend(side);
    } else {
      write(side);
    }
  }

  /** Until the server has let the session go, a moment after it is closed: a gate would see it. */
  void leave(Side side) throws SQLException {
    Connection session = sessions.remove(side);
    if (session != null) {
      int pid = session.unwrap(PGConnection.class).getBackendPID();
      session.close();
      while (!database.query("SELECT 1 FROM pg_stat_activity WHERE pid = " + pid).isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  private void write(Side side) throws SQLException {
    Connection session = session(side);
    Estate attempt = estate.copy();
    List<String> said = new ArrayList<>();
    try {
      int operations = 1 + random.nextInt(3);
      for (int i = 0; i < operations; i++) {
        attempt =
            random.nextInt(5) == 0
                ? undone(side, attempt, session, said)
                : done(side, attempt, session, said);
      }
      if (random.nextInt(7) == 0) {
        session.rollback();
        chronicle.transaction(said, "rolled back");
      } else {
        session.commit();
        chronicle.transaction(said, "committed");
        estate = attempt;
      }
    } catch (SQLException e) {
      incidents.add(e, said);
      chronicle.transaction(said, "failed with " + e.getSQLState());
      session.rollback();
    }
  }

  private Estate done(Side side, Estate from, Connection session, List<String> said)
      throws SQLException {
    boolean crowded = from.rows.size() > keys.count() * 2 / 3;
    Operation operation = crowded ? Operation.DELETE : ALL[random.nextInt(ALL.length)];
    operation.run(turn(side, from, session, keys, said));
    return from;
  }

  /** Rolled back to a savepoint. */
  private Estate undone(Side side, Estate from, Connection session, List<String> said)
      throws SQLException {
    Savepoint before = session.setSavepoint();
    said.add("SAVEPOINT");
    done(side, from.copy(), session, said);
    session.rollback(before);
    said.add("ROLLBACK TO SAVEPOINT");
    return from;
  }

  /** One operation, so that two writers never wait for each other in a ring. */
  private void contend(Side side) throws SQLException {
    Connection session = session(side);
    Estate everybodys = new Estate();
    everybodys.rows.put(
        (long) random.nextInt(Keys.CONTENDED), Row.inserted(new Words(null, null), 0));
    List<String> said = new ArrayList<>();
    Operation operation = Operation.ON_CONTENDED.get(random.nextInt(Operation.ON_CONTENDED.size()));
    try {
      operation.run(turn(side, everybodys, session, CONTENDED, said));
      session.commit();
    } catch (SQLException e) {
      incidents.add(e, said);
      session.rollback();
    }
  }

  private static final Keys CONTENDED = new Keys(-Keys.FIRST_OWN, 1, Keys.CONTENDED);

  private Turn turn(Side side, Estate from, Connection session, Keys among, List<String> said) {
    return new Turn(random, side, scenario, from, database.server().major(), session, among, said);
  }

  private Connection session(Side side) throws SQLException {
    Connection open = sessions.get(side);
    if (open == null) {
      open = database.connection();
      try (Statement statement = open.createStatement()) {
        statement.execute("SET search_path = " + scenario.shape(side).searchPath());
      }
      open.setAutoCommit(false);
      sessions.put(side, open);
    }
    return open;
  }
}
