package dev.concertina.evidence;

import java.sql.SQLException;

/** Where live statements are read: the statistics of a server. */
public interface StatementSource {

  /** What it shows now. */
  Observation observe() throws SQLException;
}
