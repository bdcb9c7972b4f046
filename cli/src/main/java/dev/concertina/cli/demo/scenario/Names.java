package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Query.Parameter.ID;
import static dev.concertina.cli.demo.scenario.Query.Parameter.VALUE;
import static dev.concertina.cli.demo.scenario.Query.Parameter.VISITS;

import dev.concertina.sql.Identifier;
import java.util.List;

/** Short forms for the scenarios. */
final class Names {

  /** The columns of a table in one load. */
  static final List<Query.Parameter> WHOLE_ROW = List.of(ID, VALUE, VISITS);

  private Names() {}

  static Identifier id(String name) {
    return new Identifier(name);
  }
}
