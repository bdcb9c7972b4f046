package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.BodyReader;
import dev.concertina.evidence.body.Signature;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose piece a counted text is. A server counts what a function in PL/pgSQL runs as if an
 * application had sent it, where it runs at the end of a transaction (a deferred trigger) or {@code
 * pg_stat_statements.track} is {@code all}; outside of the function, PostgreSQL does not understand
 * it. The bodies are read on the first question. Not thread-safe.
 */
public final class BodyPieces {

  /** As many chars of one body, and of all together, as are looked through. */
  private static final int LONGEST = 1 << 20;

  private static final long LONGEST_TOGETHER = 32L << 20;

  private record Function(long oid, String body, String lowerCase) {}

  private final Connection connection;
  private final BodyReader reader;
  private final Map<Long, Set<Signature>> pieces = new HashMap<>();
  private Optional<List<Function>> functions = Optional.empty();

  /**
   * Asks nothing yet.
   *
   * @param connection in autocommit
   */
  public BodyPieces(Connection connection, BodyReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /** The oids of the functions that have the text in their bodies; none if it is nobody's. */
  public Set<Long> of(String counted) throws SQLException {
    Optional<Signature> signature = reader.signature(counted).filter(s -> !s.words().isEmpty());
    return signature.isEmpty() ? Set.of() : of(signature.get());
  }

  private Set<Long> of(Signature signature) throws SQLException {
    if (functions.isEmpty()) {
      functions = Optional.of(read());
    }
    return functions.get().stream()
        .filter(function -> signature.mayStandIn(function.lowerCase()))
        .filter(function -> piecesOf(function).contains(signature))
        .map(Function::oid)
        .collect(Collectors.toSet());
  }

  private Set<Signature> piecesOf(Function function) {
    return pieces.computeIfAbsent(function.oid(), oid -> reader.pieces(function.body()));
  }

  private List<Function> read() throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT oid, prosrc FROM (
              SELECT p.oid, p.prosrc,
                     sum(pg_catalog.length(p.prosrc)) OVER (ORDER BY p.oid) AS together
              FROM pg_catalog.pg_proc p
              WHERE p.prolang = (SELECT oid FROM pg_catalog.pg_language WHERE lanname = 'plpgsql')
                AND p.oid >= 16384 AND pg_catalog.length(p.prosrc) <= {}) f
            WHERE together <= {}""",
            Sql.number(LONGEST),
            Sql.number(LONGEST_TOGETHER)),
        row ->
            new Function(
                row.getLong("oid"),
                row.getString("prosrc"),
                row.getString("prosrc").toLowerCase(Locale.ROOT)));
  }
}
