package dev.concertina.evidence.body;

import dev.concertina.parser.Token;
import java.util.List;

/**
 * A variable of a body.
 *
 * @param type as it is written
 */
record Declaration(String variable, List<Token> type) {

  Declaration {
    type = List.copyOf(type);
  }
}
