package dev.concertina.evidence.probe;

import java.util.List;

/** What the server says to a text that it was asked to parse. */
public sealed interface Described {

  /**
   * It is one statement.
   *
   * @param parameters the oids of their types
   * @param columns of the result; empty if it returns nothing
   */
  record Accepted(List<Integer> parameters, List<ResultColumn> columns) implements Described {
    public Accepted {
      parameters = List.copyOf(parameters);
      columns = List.copyOf(columns);
    }
  }

  /** A column of a result, as a prepared statement fixes it. */
  record ResultColumn(String name, int type, int modifier) {}

  /**
   * It is refused.
   *
   * @param position of the mistake in characters, from 1; 0 if the server names none
   */
  record Refused(String state, String message, int position) implements Described {}
}
