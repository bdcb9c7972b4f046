package dev.concertina.cli.demo;

import dev.concertina.cli.demo.Row.Seen;
import dev.concertina.cli.demo.scenario.Query;
import dev.concertina.cli.demo.scenario.Statements;
import dev.concertina.cli.demo.scenario.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one version's statements over one connection. */
final class Client {

  private final Connection connection;
  private final Statements statements;

  Client(Connection connection, Statements statements) {
    this.connection = connection;
    this.statements = statements;
  }

  Optional<Seen> read(long id) throws SQLException {
    return rows(statements.read(), new Binding(id, id, null, 0)).stream().findFirst();
  }

  List<Seen> list(long first, long last) throws SQLException {
    return rows(statements.list(), new Binding(first, last, null, 0));
  }

  /** The keys of the rows with the value. */
  List<Long> find(Query find, @Nullable String value) throws SQLException {
    try (PreparedStatement statement = prepare(find, new Binding(0, 0, value, 0));
        ResultSet result = statement.executeQuery()) {
      List<Long> keys = new ArrayList<>();
      while (result.next()) {
        keys.add(result.getLong("id"));
      }
      return keys;
    }
  }

  int insert(long id, @Nullable String value, int visits) throws SQLException {
    return write(statements.insert(), new Binding(id, id, value, visits));
  }

  int updateValue(Query update, long id, @Nullable String value) throws SQLException {
    return write(update, new Binding(id, id, value, 0));
  }

  int updateOther(long id) throws SQLException {
    return write(statements.updateOther(), new Binding(id, id, null, 0));
  }

  int delete(long id) throws SQLException {
    return write(statements.delete(), new Binding(id, id, null, 0));
  }

  private int write(Query query, Binding binding) throws SQLException {
    try (PreparedStatement statement = prepare(query, binding)) {
      return statement.executeUpdate();
    }
  }

  private List<Seen> rows(Query query, Binding binding) throws SQLException {
    try (PreparedStatement statement = prepare(query, binding);
        ResultSet result = statement.executeQuery()) {
      List<Seen> rows = new ArrayList<>();
      while (result.next()) {
        String value =
            statements.type().isEmpty() ? null : statements.type().get().read(result, "value");
        rows.add(new Seen(result.getLong("id"), result.getInt("visits"), value));
      }
      return rows;
    }
  }

  private PreparedStatement prepare(Query query, Binding binding) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query.sql());
    try {
      for (int i = 0; i < query.parameters().size(); i++) {
        binding.bind(statement, i + 1, query.parameters().get(i), type());
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private ValueType type() {
    return statements.type().orElse(ValueType.TEXT);
  }

  private record Binding(long id, long last, @Nullable String value, int visits) {

    void bind(PreparedStatement statement, int index, Query.Parameter parameter, ValueType type)
        throws SQLException {
      switch (parameter) {
        case ID -> statement.setLong(index, id);
        case LAST -> statement.setLong(index, last);
        case VALUE -> type.bind(statement, index, value);
        case VISITS -> statement.setInt(index, visits);
      }
    }
  }
}
