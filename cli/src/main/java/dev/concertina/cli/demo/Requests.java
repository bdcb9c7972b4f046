package dev.concertina.cli.demo;

import dev.concertina.cli.demo.Ledger.Block;
import dev.concertina.cli.demo.Row.Seen;
import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one version of the application, each compared with the {@link Ledger}. A request
 * that PostgreSQL refuses leaves the ledger as it was. Thread-safe; a {@link Random} and a
 * connection belong to the caller.
 */
final class Requests {

  private static final String NOTHING = "not there";

  private final Scenario scenario;
  private final Side side;
  private final Statements statements;
  private final Ledger ledger;
  private final Traffic traffic;

  Requests(Scenario scenario, Side side, Ledger ledger, Traffic traffic) {
    this.scenario = scenario;
    this.side = side;
    this.statements = side.statements(scenario);
    this.ledger = ledger;
    this.traffic = traffic;
  }

  /** A request whose row no other request touches; {@link #close} lets the next one in. */
  final class Reservation implements AutoCloseable {

    private final long key;
    private final Block block;

    private Reservation(long key) {
      this.key = key;
      this.block = ledger.blockOf(key);
      block.lock().lock();
    }

    /** Sends the request, or the nearest kind that the version knows. */
    void send(RequestKind kind, Connection connection, Random random) throws SQLException {
      Turn turn = new Turn(new Client(connection, statements), block, key, ledger.isMigrated());
      try {
        switch (kind) {
          case READ -> turn.read();
          case LIST -> turn.list();
          case FIND -> turn.find();
          case INSERT -> turn.insert(value(random), random.nextInt(100));
          case UPDATE_VALUE -> turn.updateValue(value(random));
          case UPDATE_OTHER -> turn.updateOther();
          case DELETE -> turn.delete();
          case TRANSACTION -> transaction(connection, turn, value(random));
        }
      } catch (SQLException e) {
        if (isAnswerLost(e)) {
          block.lose();
        }
        throw e;
      }
    }

    @Override
    public void close() {
      block.lock().unlock();
    }
  }

  /** Chooses a row for a request and waits until no other request touches it. */
  Reservation reserve(RequestKind kind, Random random) {
    return new Reservation(
        kind == RequestKind.INSERT ? ledger.newKey() : 1 + random.nextLong(ledger.highestKey()));
  }

  /** Reads every row of neighbouring blocks in one page and compares it. */
  void sweep(List<Block> blocks, Connection connection) throws SQLException {
    blocks.forEach(block -> block.lock().lock());
    try {
      boolean migrated = ledger.isMigrated();
      Client client = new Client(connection, statements);
      long first = blocks.get(0).first();
      Map<Long, Seen> seen = byKey(client.list(first, blocks.get(blocks.size() - 1).last()));
      blocks.forEach(block -> new Turn(client, block, block.first(), migrated).compare(seen));
    } finally {
      blocks.forEach(block -> block.lock().unlock());
    }
  }

  private void transaction(Connection connection, Turn turn, @Nullable String value)
      throws SQLException {
    Optional<Row> before = turn.row();
    connection.setAutoCommit(false);
    try {
      turn.read();
      turn.updateValue(value);
      turn.updateOther();
      turn.read();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      turn.restore(before);
      undo(connection, e);
      throw e;
    }
  }

  /** The pool restores the mode of a connection that comes back. */
  private static void undo(Connection connection, SQLException because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static Map<Long, Seen> byKey(List<Seen> rows) {
    Map<Long, Seen> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.id(), row));
    return byKey;
  }

  private @Nullable String value(Random random) {
    return side == Side.OLD ? scenario.byOld(random) : scenario.byNew(random);
  }

  /** Classes 08 and 57P: the connection broke, so the server may have done it or not. */
  private static boolean isAnswerLost(SQLException error) {
    String state = error.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }

  /** One request while the block is locked. */
  private final class Turn {

    private final Client client;
    private final Block block;
    private final long key;
    private final boolean migrated;

    Turn(Client client, Block block, long key, boolean migrated) {
      this.client = client;
      this.block = block;
      this.key = key;
      this.migrated = migrated;
    }

    Optional<Row> row() {
      return block.row(key);
    }

    void restore(Optional<Row> row) {
      row.ifPresentOrElse(was -> block.put(key, was), () -> block.remove(key));
    }

    void read() throws SQLException {
      compare(key, client.read(key));
    }

    void list() throws SQLException {
      compare(byKey(client.list(block.first(), block.last())));
    }

    /** Compares the whole block. */
    void compare(Map<Long, Seen> seen) {
      for (long id = block.first(); id <= block.last(); id++) {
        if (block.row(id).isPresent() || seen.containsKey(id)) {
          compare(id, Optional.ofNullable(seen.get(id)));
        }
      }
    }

    void find() throws SQLException {
      Optional<Row> row = row();
      Optional<Query> find = statements.find();
      if (row.isEmpty() || find.isEmpty()) {
        read();
        return;
      }
      String value = row.get().seenBy(side);
      if (value == null) {
        read();
        return;
      }
      List<Long> keys = client.find(find.get(), value);
      judge(keys.contains(key), "row " + key + " is not found by its value " + value);
    }

    void insert(@Nullable String value, int visits) throws SQLException {
      expectOne(client.insert(key, value, visits), "inserted", true);
      block.put(key, Row.written(scenario, side, value, visits));
    }

    void updateValue(@Nullable String value) throws SQLException {
      Optional<Query> update = statements.updateValue();
      if (update.isEmpty()) {
        updateOther();
        return;
      }
      Optional<Row> row = row();
      expectOne(client.updateValue(update.get(), key, value), "updated", row.isPresent());
      row.ifPresent(was -> block.put(key, was.with(scenario, side, value)));
    }

    void updateOther() throws SQLException {
      Optional<Row> row = row();
      expectOne(client.updateOther(key), "updated", row.isPresent());
      row.ifPresent(was -> block.put(key, was.visited()));
    }

    void delete() throws SQLException {
      expectOne(client.delete(key), "deleted", row().isPresent());
      block.remove(key);
    }

    private void expectOne(int rows, String verb, boolean present) {
      judge(rows == (present ? 1 : 0), rows + " rows " + verb + " where the key is " + key);
    }

    private void compare(long id, Optional<Seen> seen) {
      Optional<Row> expected = block.row(id);
      boolean right =
          expected.isPresent()
              ? seen.isPresent() && expected.get().allows(scenario, side, seen.get(), migrated)
              : seen.isEmpty();
      judge(
          right,
          "row %d is %s and should be %s"
              .formatted(
                  id,
                  seen.map(Seen::toString).orElse(NOTHING),
                  expected.map(row -> row.as(side)).orElse(NOTHING)));
    }

    private void judge(boolean right, String complaint) {
      if (block.isLost()) {
        return;
      }
      traffic.checked(1);
      if (!right) {
        traffic.wrong(side + ": " + complaint);
      }
    }
  }
}
