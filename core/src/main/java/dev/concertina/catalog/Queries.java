package dev.concertina.catalog;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs the reader's statements on its one connection. Not thread-safe. */
final class Queries {

  /** Makes a value of the row that the result stands on. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;

  Queries(Connection connection) {
    this.connection = connection;
  }

  /** Every row of the query, in its order. */
  <T> List<T> list(@CompileTimeConstant final String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> values = new ArrayList<>();
        while (rows.next()) {
          values.add(reader.read(rows));
        }
        return values;
      }
    }
  }

  /** The first row of the query, if it has any. */
  <T> Optional<T> first(
      @CompileTimeConstant final String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /** The only row of a query that always has one. */
  <T> T one(@CompileTimeConstant final String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    return first(sql, reader, parameters)
        .orElseThrow(() -> new IllegalStateException("no row from: " + sql));
  }

  /** Runs one statement as it stands: no driver syntax is looked for in it. */
  void execute(Sql sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql.sql());
    }
  }

  Array array(List<Identifier> names) throws SQLException {
    return texts(names.stream().map(Identifier::value).toList());
  }

  Array texts(List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  static Identifier name(ResultSet row, String column) throws SQLException {
    return new Identifier(row.getString(column));
  }

  static QualifiedName qualifiedName(ResultSet row, String schema, String name)
      throws SQLException {
    return new QualifiedName(name(row, schema), name(row, name));
  }

  /** A name that is absent where its second part is NULL. */
  static Optional<QualifiedName> optionalQualifiedName(ResultSet row, String schema, String name)
      throws SQLException {
    return row.getString(name) == null
        ? Optional.empty()
        : Optional.of(qualifiedName(row, schema, name));
  }

  /** The text of a column that may be NULL. */
  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** The name in a column that may be NULL. */
  static Optional<Identifier> optionalName(ResultSet row, String column) throws SQLException {
    return text(row, column).map(Identifier::new);
  }

  /** A {@code text[]} of names; NULL is the empty list. */
  static List<Identifier> names(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null
        ? List.of()
        : Arrays.stream((String[]) array.getArray()).map(Identifier::new).toList();
  }

  /** The first letter of a {@code "char"} column. */
  static char letter(ResultSet row, String column) throws SQLException {
    return row.getString(column).charAt(0);
  }
}
