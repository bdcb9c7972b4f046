package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import dev.concertina.sql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of one table and a column of another that holds the same value in the row of the same
 * key. A row is in one pair at most. Immutable.
 *
 * @param types of the key's columns, alike on both sides, each with an equality of PostgreSQL's own
 */
public record Pair(Side source, Side target, List<TypeName> types) {

  public Pair {
    types = List.copyOf(types);
  }

  /**
   * One side. What it writes names everything by its schema, operators too: it runs with the rights
   * of the tables' owner under the search path of whoever writes a row.
   *
   * @param keys the columns of its key, which no two rows share
   */
  public record Side(QualifiedName table, Identifier column, List<Identifier> keys) {

    /** What the side's row is called. */
    private static final Identifier ROW = new Identifier("r");

    public Side {
      keys = List.copyOf(keys);
    }

    /** The side's rows. */
    Sql rows() {
      return Sql.of("ONLY {} AS {}", table, ROW);
    }

    /** The column of a row. */
    Sql value() {
      return Sql.of("{}.{}", ROW, column);
    }

    /** Whether a row has the key. */
    Sql has(List<? extends SqlPart> key) {
      List<Sql> same = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        same.add(Sql.of("{}.{} OPERATOR(pg_catalog.=) {}", ROW, keys.get(i), key.get(i)));
      }
      return Sql.join(" AND ", same);
    }

    /** PL/pgSQL: gives the row with the key the value, unless it has it. */
    Sql write(Sql given, List<? extends SqlPart> key) {
      return Sql.of(
          "UPDATE {} SET {} = {} WHERE {} AND {};\n",
          rows(),
          column,
          given,
          has(key),
          Plpgsql.differs(value(), given));
    }

    /** The key of a row that is called otherwise. */
    List<Sql> key(Function<Identifier, Sql> of) {
      return keys.stream().map(of).toList();
    }
  }

  /** What the target's column has to be, over the target's own columns; NULL without a source. */
  public Sql expected() {
    return Sql.of(
        "(SELECT {} FROM {} WHERE {})", source.value(), source.rows(), source.has(ofTarget()));
  }

  /**
   * Whether a row of the target differs from its source, over the target's own columns; NULL where
   * it has none. No EXISTS, which the planner would make a join with the whole source.
   */
  public Sql differs() {
    return Sql.of(
        "(SELECT {} FROM {} WHERE {})",
        Plpgsql.differs(source.value(), Sql.of("{}.{}", target.table(), target.column())),
        source.rows(),
        source.has(ofTarget()));
  }

  /** Whether a value of the source has no row in the target, over the source's own columns. */
  public Sql unmatched() {
    return Sql.of(
        "{} IS DISTINCT FROM NULL AND NOT EXISTS (SELECT FROM {} WHERE {})",
        source.column(),
        target.rows(),
        target.has(source.key(name -> Sql.of("{}.{}", source.table(), name))));
  }

  /**
   * Whether a value of the target has no row in the source, over the target's own columns; false
   * where the target has no such column, or has it no more.
   */
  public Sql onlyInTarget() {
    return Sql.of(
        "pg_catalog.to_jsonb({}.*) OPERATOR(pg_catalog.->>) {} IS DISTINCT FROM NULL"
            + " AND NOT EXISTS (SELECT FROM {} WHERE {})",
        target.table(),
        Sql.literal(target.column().value()),
        source.rows(),
        source.has(ofTarget()));
  }

  private List<Sql> ofTarget() {
    return target.key(name -> Sql.of("{}.{}", target.table(), name));
  }
}
