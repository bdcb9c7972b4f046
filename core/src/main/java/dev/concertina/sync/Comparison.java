package dev.concertina.sync;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;

/** How two values of one type are told apart, in the conditions that every written row meets. */
public enum Comparison {
  /** By what is stored: right for every type. */
  IMAGE {
    @Override
    Sql differs(SqlPart left, SqlPart right) {
      return Plpgsql.differs(left, right);
    }
  },
  /** By equality, at a quarter of the cost: right where {@code =} means stored alike. */
  EQUALITY {
    @Override
    Sql differs(SqlPart left, SqlPart right) {
      return Sql.of("{} IS DISTINCT FROM {}", left, right);
    }
  };

  abstract Sql differs(SqlPart left, SqlPart right);
}
