package dev.concertina.session;

import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Operators that the connection's search path puts in the place of PostgreSQL's own: of two with
 * the same operands the one that stands earlier in the path is taken, and {@code pg_catalog} stands
 * first only where the path does not name it ("Operator Type Resolution" in the documentation).
 * Statements of steps run under that path, and the conditions of triggers that they make would not
 * say what they mean.
 *
 * @param path the schemas of the path that are there
 * @param examples some of them, {@code app.= (text, text)}
 */
public record OperatorsAhead(List<String> path, List<String> examples) {

  private static final String OWN = "pg_catalog";

  /** For scripts. */
  public static final String CODE = "operators-ahead";

  public OperatorsAhead {
    path = List.copyOf(path);
    examples = List.copyOf(examples);
  }

  /** Those of this session, which has set its path aside and is in no transaction. Only reads. */
  public static Optional<OperatorsAhead> of(Connection connection) throws SQLException {
    List<String> path =
        Jdbc.list(connection, UsersPath.SCHEMAS, schema -> schema.getString("schema"));
    int own = path.indexOf(OWN);
    if (own <= 0) {
      return Optional.empty();
    }
    List<String> examples = examples(connection, path.subList(0, own));
    return examples.isEmpty() ? Optional.empty() : Optional.of(new OperatorsAhead(path, examples));
  }

  private static List<String> examples(Connection connection, List<String> before)
      throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT pg_catalog.format('%s.%s (%s, %s)', n.nspname, o.oprname,
                     CASE WHEN o.oprleft = 0 THEN 'NONE'
                          ELSE pg_catalog.format_type(o.oprleft, NULL) END,
                     pg_catalog.format_type(o.oprright, NULL)) AS example
            FROM pg_catalog.pg_operator o
            JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
            JOIN pg_catalog.pg_operator p
              ON p.oprname = o.oprname AND p.oprleft = o.oprleft AND p.oprright = o.oprright
            WHERE n.nspname = ANY (?::pg_catalog.text[])
              AND p.oprnamespace = 'pg_catalog'::pg_catalog.regnamespace
            ORDER BY o.oprname <> '=', 1
            LIMIT 3"""),
        row -> row.getString("example"),
        connection.createArrayOf("text", before.toArray()));
  }

  public String message() {
    return "The search path of this connection ("
        + String.join(", ", path)
        + ") puts operators in the place of PostgreSQL's own: "
        + String.join(", ", examples)
        + ". What is compared in triggers and checks would not be what it seems.";
  }

  public String hint() {
    return "Let the search path of the role that deploys begin with pg_catalog, or not name it (ALTER"
        + " ROLE … SET search_path), or give the schema of your tables as --schema.";
  }
}
