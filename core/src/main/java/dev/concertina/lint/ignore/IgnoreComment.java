package dev.concertina.lint.ignore;

import dev.concertina.lint.text.Lines;
import dev.concertina.lint.text.Outline;
import dev.concertina.lint.text.Outline.Stretch;
import dev.concertina.source.directive.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -- concertina: allow RULE because REASON}, or what was meant to be one.
 *
 * @param written what stands behind {@code concertina:}
 * @param line of the comment
 * @param statement the line on which the statement begins that it means; empty if there is none
 */
public record IgnoreComment(String written, int line, OptionalInt statement) {

  private static final Pattern START =
      Pattern.compile("(?is)(?:--|/\\*)[\\s*-]*concertina\\s*:\\s*(allow\\b.*)");
  private static final Pattern END = Pattern.compile("[\\s*]*\\*/\\s*$");

  /** All of a text. */
  public static List<IgnoreComment> of(String text) {
    if (!text.contains("allow")) {
      return List.of();
    }
    Outline outline = Outline.of(text);
    Lines lines = new Lines(text);
    List<IgnoreComment> found = new ArrayList<>();
    for (Stretch comment : outline.comments()) {
      Matcher start = START.matcher(comment.of(text));
      if (start.matches()) {
        found.add(
            new IgnoreComment(
                END.matcher(start.group(1)).replaceAll("").strip(),
                lines.lineOf(comment.start()),
                meant(comment, outline, lines)));
      }
    }
    return found;
  }

  /** The line of the next statement, or of the one at whose end the comment stands. */
  private static OptionalInt meant(Stretch comment, Outline outline, Lines lines) {
    int line = lines.lineOf(comment.start());
    Optional<Stretch> next =
        outline.statements().stream().filter(at -> at.start() > comment.start()).findFirst();
    boolean last = next.filter(at -> lines.lineOf(at.start()) == line).isEmpty();
    Optional<Stretch> before =
        outline.statements().stream()
            .filter(at -> at.end() <= comment.start() && lines.lineOf(at.end()) == line)
            .reduce((a, b) -> b)
            .filter(at -> last);
    return before
        .or(() -> next)
        .map(at -> OptionalInt.of(lines.lineOf(at.start())))
        .orElse(OptionalInt.empty());
  }

  /** What it allows, rule by rule; nothing if it has no reason. */
  public List<Allowance> allowances() {
    return Allowance.read(written, line);
  }
}
