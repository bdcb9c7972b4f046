package dev.concertina.evidence.twin;

import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an empty database the twin of another one: its structure, none of its rows, none of its
 * rights.
 *
 * @param missing what could not be made, with the server's reason: statements that need it cannot
 *     be judged
 */
public record Twin(Map<String, String> missing) {

  public Twin {
    missing = Map.copyOf(missing);
  }

  /**
   * Copies the structure.
   *
   * @param original in autocommit; only read
   * @param empty in autocommit, to a database that nobody else uses
   */
  public static Twin of(Connection original, Connection empty) throws SQLException {
    List<Piece> pieces =
        Jdbc.inTransaction(
            original,
            () -> {
              Jdbc.run(original, Sql.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
              Jdbc.run(original, Sql.of("SET LOCAL search_path = ''"));
              return Structure.read(original);
            });
    Jdbc.run(empty, Sql.of("SET check_function_bodies = off"));
    Map<String, String> failed = new LinkedHashMap<>();
    List<Piece> open = pieces;
    int before = Integer.MAX_VALUE;
    while (!open.isEmpty() && open.size() < before) {
      before = open.size();
      failed.clear();
      open = make(open, empty, failed);
    }
    Jdbc.run(empty, Sql.of("RESET check_function_bodies"));
    return new Twin(failed);
  }

  /** What failed, perhaps for want of something that comes later. */
  private static List<Piece> make(List<Piece> pieces, Connection empty, Map<String, String> failed)
      throws SQLException {
    List<Piece> again = new ArrayList<>();
    for (Piece piece : pieces) {
      try {
        Jdbc.run(empty, piece.statement());
      } catch (SQLException e) {
        if (SqlState.isConnectionLost(e)) {
          throw e;
        }
        failed.put(piece.object(), String.valueOf(e.getMessage()));
        again.add(piece);
      }
    }
    return again;
  }
}
