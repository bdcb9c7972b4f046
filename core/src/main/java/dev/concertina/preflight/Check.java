package dev.concertina.preflight;

import java.sql.SQLException;
import java.util.List;

/** One question about the server before a migration; only reads. */
@FunctionalInterface
interface Check {

  /** Everything that this question finds; empty if all is well. */
  List<Finding> find(Subject subject) throws SQLException;
}
