package dev.concertina.engine;

import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that somebody dropped under a migration. What ABORT and PURGE would take away from one is
 * gone with it; every other phase needs it. A table that only got another name still has the
 * triggers of the sync, without which their functions cannot be dropped: the step fails.
 */
final class GoneTables {

  private final List<QualifiedName> gone;
  private final boolean all;

  private GoneTables(List<QualifiedName> gone, boolean all) {
    this.gone = gone;
    this.all = all;
  }

  /** Those of a step that may do without them. */
  static GoneTables of(Connection connection, Phase phase, Step.Ddl step) throws SQLException {
    if (phase != Phase.ABORT && phase != Phase.PURGE) {
      return new GoneTables(List.of(), false);
    }
    Set<QualifiedName> needed =
        step.locks().stream().map(TableLock::table).collect(Collectors.toSet());
    List<QualifiedName> gone = new ArrayList<>();
    for (QualifiedName table : needed) {
      if (!exists(connection, table)) {
        gone.add(table);
      }
    }
    return new GoneTables(gone, !gone.isEmpty() && gone.size() == needed.size());
  }

  /** Whether nothing of what the step is about is there. */
  boolean areAll() {
    return all;
  }

  /** The one that the statement is about. */
  Optional<QualifiedName> of(Statement statement) {
    return statement.lock().map(TableLock::table).filter(gone::contains);
  }

  /** For the journal; empty if the step did without none. */
  static String words(Set<QualifiedName> without) {
    return without.isEmpty()
        ? ""
        : "without "
            + without.stream()
                .map(QualifiedName::toString)
                .sorted()
                .collect(Collectors.joining(", "))
            + ", which is not there any more";
  }

  private static boolean exists(Connection connection, QualifiedName table) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                "SELECT pg_catalog.to_regclass({}) IS NOT NULL AS here", Sql.literal(table.sql())),
            row -> row.getBoolean("here"))
        .orElseThrow();
  }
}
