package dev.concertina.source.directive;

import dev.concertina.parser.Comment;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment that speaks to Concertina: its text begins with {@code concertina:}, or with {@code
 * concertina up =} and the like, which can only be a slip.
 *
 * @param body what follows the colon
 * @param bodyLine the 1-based line on which the body begins
 */
record DirectiveComment(Comment comment, String body, int bodyLine) {

  private static final Pattern START =
      Pattern.compile("(?i)concertina\\s*(:|(?=\\s(up|down|phase)\\s*=))\\s*");

  static Optional<DirectiveComment> of(Comment comment, String script) {
    var start = START.matcher(comment.text());
    if (!start.lookingAt()) {
      return Optional.empty();
    }
    String body = comment.text().substring(start.end());
    String before = script.substring(comment.start(), comment.end());
    int bodyAt = before.indexOf(comment.text()) + start.end();
    int breaks = (int) before.substring(0, bodyAt).chars().filter(c -> c == '\n').count();
    return Optional.of(new DirectiveComment(comment, body, comment.line() + breaks));
  }

  /** Whether the author forgot the colon. */
  boolean lacksColon() {
    return !Pattern.compile("(?i)concertina\\s*:").matcher(comment.text()).lookingAt();
  }

  /** Whether a later line of the comment begins a second directive. */
  boolean holdsAnother() {
    return Pattern.compile("(?im)^[\\s*-]*concertina\\s*:").matcher(body).find();
  }
}
