package dev.concertina.cli.demo.scenario;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** How an application version binds and reads the changed column; the demo compares it as text. */
public enum ValueType {
  TEXT {
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable String value)
        throws SQLException {
      statement.setString(index, value);
    }

    @Override
    public @Nullable String read(ResultSet row, String column) throws SQLException {
      return row.getString(column);
    }
  },
  NUMERIC {
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable String value)
        throws SQLException {
      if (value == null) {
        statement.setNull(index, Types.NUMERIC);
      } else {
        statement.setBigDecimal(index, new BigDecimal(value));
      }
    }

    @Override
    public @Nullable String read(ResultSet row, String column) throws SQLException {
      BigDecimal value = row.getBigDecimal(column);
      return value == null ? null : value.toPlainString();
    }
  };

  public abstract void bind(PreparedStatement statement, int index, @Nullable String value)
      throws SQLException;

  public abstract @Nullable String read(ResultSet row, String column) throws SQLException;
}
