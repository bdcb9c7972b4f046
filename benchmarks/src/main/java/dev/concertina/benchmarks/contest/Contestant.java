package dev.concertina.benchmarks.contest;

import java.sql.SQLException;

/** A way to bring a change to a database that is in use. */
public interface Contestant {

  String name();

  /**
   * Brings the change, and begins with a phase {@code before}.
   *
   * @throws ContestException if it did not get through; the phases so far stand
   */
  void run(Stage stage) throws SQLException;
}
