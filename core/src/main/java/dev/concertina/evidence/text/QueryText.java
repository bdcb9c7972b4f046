package dev.concertina.evidence.text;

import dev.concertina.parser.Token;
import java.util.List;

/**
 * As much of a query as a server is asked by: without its tree, which is a hundred times larger.
 *
 * @param sql as hostile as it was counted or written
 * @param places the tokens in it that are parameters
 * @param parameters the highest number of a parameter, 0 if there is none
 * @param command what it stands for
 */
public record QueryText(String sql, List<Token> places, int parameters, Command command) {
  public QueryText {
    places = List.copyOf(places);
  }
}
