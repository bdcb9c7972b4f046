package dev.concertina.preflight;

import dev.concertina.session.OperatorsAhead;
import java.sql.SQLException;
import java.util.List;

/** A search path under which the statements of a migration mean something else. */
final class OperatorsAheadCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    return OperatorsAhead.of(subject.connection()).stream()
        .map(ahead -> Finding.stops(OperatorsAhead.CODE, ahead.message(), ahead.hint()))
        .toList();
  }
}
