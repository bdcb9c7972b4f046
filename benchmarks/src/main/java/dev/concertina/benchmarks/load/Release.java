package dev.concertina.benchmarks.load;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Scenario;
import dev.concertina.cli.demo.scenario.Statements;
import dev.concertina.cli.demo.scenario.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A version of the application with a connection for each worker. A worker uses only its own; the
 * release is closed when no worker uses it any more.
 */
public final class Release implements AutoCloseable {

  private final Scenario scenario;
  private final boolean young;
  private final Statements statements;
  private final List<Client> clients;

  private Release(Scenario scenario, boolean young, List<Client> clients) {
    this.scenario = scenario;
    this.young = young;
    this.statements = statements(scenario, young);
    this.clients = List.copyOf(clients);
  }

  /**
   * Connects, and asks each connection for a row, as a health check would.
   *
   * @param young whether it is the new version
   * @param searchPath schemas, with commas
   */
  public static Release connect(
      Database database, Scenario scenario, boolean young, String searchPath, int workers)
      throws SQLException {
    List<Client> clients = new ArrayList<>();
    Release release;
    for (int i = 0; i < workers; i++) {
      clients.add(new Client(database.application(young ? "new" : "old", searchPath)));
    }
    release = new Release(scenario, young, clients);
    for (int i = 0; i < workers; i++) {
      release.send(i, Kind.READ, 1, new Random(i));
    }
    return release;
  }

  void send(int worker, Kind kind, long key, Random random) throws SQLException {
    Query query = kind.query(statements);
    PreparedStatement statement = clients.get(worker).prepare(query);
    String value = young ? scenario.byNew(random) : scenario.byOld(random);
    for (int i = 0; i < query.parameters().size(); i++) {
      bind(statement, i + 1, query.parameters().get(i), key, value);
    }
    if (statement.execute()) {
      try (var rows = statement.getResultSet()) {
        rows.next();
      }
    }
  }

  private void bind(
      PreparedStatement statement,
      int index,
      Query.Parameter parameter,
      long key,
      @Nullable String value)
      throws SQLException {
    switch (parameter) {
      case ID, LAST -> statement.setLong(index, key);
      case VALUE -> statements.type().orElse(ValueType.TEXT).bind(statement, index, value);
      case VISITS -> statement.setInt(index, 0);
    }
  }

  private static Statements statements(Scenario scenario, boolean young) {
    return young ? scenario.after() : scenario.before();
  }

  /** Disconnects. */
  @Override
  public void close() throws SQLException {
    for (Client client : clients) {
      client.connection.close();
    }
  }

  /** One connection and what it has prepared. */
  private static final class Client {

    private final Connection connection;
    private final Map<Query, PreparedStatement> prepared = new HashMap<>();

    Client(Connection connection) {
      this.connection = connection;
    }

    PreparedStatement prepare(Query query) throws SQLException {
      PreparedStatement known = prepared.get(query);
      if (known != null) {
        return known;
      }
      PreparedStatement statement = connection.prepareStatement(query.sql());
      prepared.put(query, statement);
      return statement;
    }
  }
}
