package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.BodyReader;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What is known of the catalog around queries.
 *
 * @param meanings of names
 * @param uses of the routines
 * @param checks of types
 * @param transparent the views whose own reading does not count
 */
record Around(
    Surroundings relations,
    Routines routines,
    Meanings meanings,
    RoutineUses uses,
    Checks checks,
    Trees trees,
    Set<QualifiedName> transparent) {

  static Around of(Connection connection, Identifier home, Exempt exempt, BodyReader bodies)
      throws SQLException {
    Surroundings relations = new Surroundings(connection, home, exempt);
    Routines routines = new Routines(connection, home, exempt);
    Meanings meanings = new Meanings(connection, home, routines.runners());
    Trees trees = new Trees();
    return new Around(
        relations,
        routines,
        meanings,
        new RoutineUses(routines, relations, meanings, bodies, trees),
        new Checks(connection, home),
        trees,
        exempt.views());
  }
}
