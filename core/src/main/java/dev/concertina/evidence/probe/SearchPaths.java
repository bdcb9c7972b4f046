package dev.concertina.evidence.probe;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The search path with which the sessions of a role begin ("ALTER ROLE" in the documentation), made
 * of schemas that are there and that the role may look into. Belongs to one connection in
 * autocommit.
 */
final class SearchPaths {

  private static final String BUILT_IN = "\"$user\", public";

  private final Connection connection;
  private final Map<Optional<String>, List<Identifier>> known = new HashMap<>();
  private Optional<Map<String, List<Identifier>>> functions = Optional.empty();

  /** Reads the path that the connection has now. */
  SearchPaths(Connection connection) throws SQLException {
    this.connection = connection;
    known.put(Optional.empty(), own());
  }

  /** The path of the role in this database; without a role, that of the connection itself. */
  List<Identifier> of(Optional<String> role) throws SQLException {
    List<Identifier> path = known.get(role);
    if (path == null) {
      path = read(role.orElseThrow());
      known.put(role, path);
    }
    return path;
  }

  /** The schemas into which the connected role must not look: names in them are not found. */
  List<Identifier> closed(List<Identifier> path) throws SQLException {
    return path.isEmpty()
        ? List.of()
        : Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT n.nspname FROM pg_catalog.pg_namespace n
                WHERE n.nspname = ANY (?)
                  AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')"""),
            SearchPaths::name,
            connection.createArrayOf(
                "text", path.stream().map(Identifier::value).toArray(String[]::new)));
  }

  /** Other schemas with a relation of that name, in which a session may look first. */
  Map<String, List<Identifier>> elsewhere(List<String> relations) throws SQLException {
    Map<String, List<Identifier>> found = new HashMap<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT c.relname, n.nspname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ORDER BY n.nspname"""),
        row ->
            found
                .computeIfAbsent(row.getString("relname"), name -> new ArrayList<>())
                .add(name(row)),
        connection.createArrayOf("text", relations.toArray()));
    return found;
  }

  /**
   * The views over relations and over such views, of a version for instance: a session may look
   * into their schemas.
   */
  List<QualifiedName> viewsOver(Collection<QualifiedName> relations) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            WITH RECURSIVE over (oid) AS (
              SELECT c.oid
              FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
                   AS watched (schema, name)
              JOIN pg_catalog.pg_namespace n ON n.nspname = watched.schema
              JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = watched.name
              UNION
              SELECT r.ev_class
              FROM over
              JOIN pg_catalog.pg_depend d
                ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
               AND d.refobjid = over.oid
               AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
              JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid)
            SELECT vn.nspname, v.relname
            FROM over JOIN pg_catalog.pg_class v ON v.oid = over.oid AND v.relkind = 'v'
            JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
            ORDER BY 1, 2"""),
        row -> new QualifiedName(name(row), new Identifier(row.getString("relname"))),
        texts(relations, QualifiedName::schema),
        texts(relations, QualifiedName::name));
  }

  /** The schemas of users that have a function of the name, and that the role may look into. */
  List<Identifier> withFunction(String name, Optional<String> role) throws SQLException {
    if (functions.isEmpty()) {
      functions = Optional.of(functions());
    }
    List<Identifier> schemas = new ArrayList<>();
    for (Identifier schema : functions.get().getOrDefault(name, List.of())) {
      if (role.isEmpty() || mayUse(role.get(), schema.value())) {
        schemas.add(schema);
      }
    }
    return schemas;
  }

  private Map<String, List<Identifier>> functions() throws SQLException {
    Map<String, List<Identifier>> found = new HashMap<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT DISTINCT p.proname, n.nspname
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND n.nspname !~ '^pg_'
            ORDER BY 1, 2"""),
        row ->
            found
                .computeIfAbsent(row.getString("proname"), name -> new ArrayList<>())
                .add(name(row)));
    return found;
  }

  private Array texts(Collection<QualifiedName> names, Function<QualifiedName, Identifier> part)
      throws SQLException {
    return connection.createArrayOf(
        "text", names.stream().map(part).map(Identifier::value).toArray(String[]::new));
  }

  private List<Identifier> own() throws SQLException {
    return Jdbc.list(connection, UsersPath.SCHEMAS, row -> new Identifier(row.getString("schema")));
  }

  private List<Identifier> read(String role) throws SQLException {
    String setting =
        Jdbc.first(
                connection,
                Sql.of(
                    """
                    SELECT pg_catalog.substr(c.entry, 13) AS path
                    FROM pg_catalog.pg_db_role_setting s
                    CROSS JOIN pg_catalog.unnest(s.setconfig) AS c (entry)
                    LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
                    LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
                    WHERE c.entry LIKE 'search\\_path=%'
                      AND (s.setrole = 0 OR r.rolname = ?)
                      AND (s.setdatabase = 0 OR d.datname = pg_catalog.current_database())
                    ORDER BY s.setrole <> 0 AND s.setdatabase <> 0 DESC, s.setrole <> 0 DESC
                    LIMIT 1"""),
                row -> row.getString("path"),
                role)
            .orElse(serverWide());
    List<Identifier> path = new ArrayList<>();
    for (String name : names(setting)) {
      String schema = name.equals("$user") ? role : name;
      if (mayUse(role, schema)) {
        path.add(new Identifier(schema));
      }
    }
    return List.copyOf(path);
  }

  /** What holds for roles without a setting of their own, as far as this session can see it. */
  private String serverWide() throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT CASE WHEN {} IN ('default', 'configuration file') THEN s.reset_val
                       END AS path
                FROM pg_catalog.pg_settings s WHERE s.name = 'search_path'""",
                UsersPath.SOURCE),
            row -> Jdbc.text(row, "path"))
        .flatMap(path -> path)
        .orElse(BUILT_IN);
  }

  private boolean mayUse(String role, String schema) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT 1 FROM pg_catalog.pg_namespace n, pg_catalog.pg_roles r
                WHERE n.nspname = ? AND r.rolname = ?
                  AND pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')"""),
            row -> true,
            schema,
            role)
        .isPresent();
  }

  /** Cuts a list of names as PostgreSQL does: quoted ones as they are, others in lower case. */
  private static List<String> names(String setting) {
    List<String> names = new ArrayList<>();
    Matcher name = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\",\\s]+)").matcher(setting);
    while (name.find()) {
      names.add(
          name.group(1) != null
              ? name.group(1).replace("\"\"", "\"")
              : name.group(2).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static Identifier name(ResultSet row) throws SQLException {
    return new Identifier(row.getString("nspname"));
  }
}
