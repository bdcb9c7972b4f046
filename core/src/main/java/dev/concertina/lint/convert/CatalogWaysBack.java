package dev.concertina.lint.convert;

import dev.concertina.change.ChangeType;
import dev.concertina.change.MigrationException;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Asks a database of which type columns are now. As safe for threads as its connection. */
public final class CatalogWaysBack implements WaysBack {

  /**
   * A column's type, unless a value of the new type is assigned to it without a cast: to a string,
   * to the same type, or by a cast for assignments ("CREATE CAST" in PostgreSQL's documentation).
   * Names of the migration are looked for in the session's search path, operators are not.
   */
  private static final String QUERY =
      """
      SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid,
             pg_catalog.to_regtype(?::pg_catalog.text) AS new (type)
       WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?::pg_catalog.text)
         AND a.attname OPERATOR(pg_catalog.=) ?::pg_catalog.text
         AND new.type IS NOT NULL
         AND t.typcategory OPERATOR(pg_catalog.<>) 'S'
         AND a.atttypid OPERATOR(pg_catalog.<>) new.type
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_cast c
                          WHERE c.castsource OPERATOR(pg_catalog.=) new.type
                            AND c.casttarget OPERATOR(pg_catalog.=) a.atttypid
                            AND c.castcontext OPERATOR(pg_catalog.=) ANY ('{a,i}'))
      """;

  private final Connection connection;

  /** Of a database whose search path is that of the migrations. */
  public CatalogWaysBack(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<String> of(ChangeType change) {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, change.type());
      query.setString(2, change.table().sql().sql());
      query.setString(3, change.column().value());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(Sql.of("{}::{}", change.column(), Sql.verbatim(row.getString(1))).sql())
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw (MigrationException)
          new MigrationException(
                  "unreachable",
                  "The database does not say of which type "
                      + change.column()
                      + " is: "
                      + e.getMessage(),
                  "Leave --url out, and write -- concertina: down = … where plan asks for it.",
                  change.origin())
              .initCause(e);
    }
  }
}
