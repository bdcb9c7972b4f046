package dev.concertina.evidence;

import java.sql.SQLException;

/** Where live statements are read: a server's statistics, a file, a recorded contract. */
public interface StatementSource {

  /** What it shows now. */
  Observation observe() throws SQLException;
}
