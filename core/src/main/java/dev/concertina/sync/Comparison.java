package dev.concertina.sync;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import dev.concertina.sql.TypeName;
import java.util.stream.Stream;

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
  },
  /**
   * The same for {@code varchar}, which has no {@code =} of its own: without the cast PostgreSQL
   * would prefer one that anybody made for it in a schema of the search path.
   */
  EQUALITY_AS_TEXT {
    @Override
    Sql differs(SqlPart left, SqlPart right) {
      return Sql.of("{}::pg_catalog.text IS DISTINCT FROM {}::pg_catalog.text", left, right);
    }
  };

  private static final String VARCHAR = "character varying";

  /** Of values of types whose {@code =} means stored alike. */
  public static Comparison equality(TypeName left, TypeName right) {
    return Stream.of(left, right).anyMatch(type -> type.sql().matches(VARCHAR + "(\\(.*)?"))
        ? EQUALITY_AS_TEXT
        : EQUALITY;
  }

  abstract Sql differs(SqlPart left, SqlPart right);
}
