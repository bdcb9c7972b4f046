package dev.concertina.gate;

import java.sql.SQLException;

/** Somebody who can say whether a shape of the database is in use. */
interface Witness {

  Testimony testify(Question question) throws SQLException;
}
