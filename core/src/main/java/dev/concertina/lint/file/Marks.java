package dev.concertina.lint.file;

import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.text.Lines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one tool marks, in a file, the part that it runs forward and that it uses no transaction.
 *
 * @param up begins that part; if empty, it begins with the file
 * @param down ends it
 * @param withoutTransaction somewhere in the text
 */
record Marks(Optional<Pattern> up, Pattern down, Pattern withoutTransaction) {

  private static final String NEVER = "(?!)";

  /** dbmate, goose, sql-migrate, node-pg-migrate, Play, rambler, tern, MyBatis Migrations. */
  private static final List<Marks> KNOWN =
      List.of(
          both(
              "--\\s*migrate:up\\b",
              "--\\s*migrate:down\\b",
              "--\\s*migrate:up.*transaction:false"),
          both(
              "--\\s*\\+goose\\s+up\\b",
              "--\\s*\\+goose\\s+down\\b",
              "--\\s*\\+goose\\s+no\\s+transaction"),
          both(
              "--\\s*\\+migrate\\s+up\\b",
              "--\\s*\\+migrate\\s+down\\b",
              "--\\s*\\+migrate\\s+up\\s+notransaction"),
          both("--\\s*up\\s+migration\\b", "--\\s*down\\s+migration\\b", NEVER),
          both("(?:#|--)\\s*---\\s*!ups\\b", "(?:#|--)\\s*---\\s*!downs\\b", NEVER),
          both(
              "--\\s*rambler\\s+up\\b",
              "--\\s*rambler\\s+down\\b",
              "--\\s*rambler\\s+no.?transaction"),
          downOnly("----\\s*create above / drop below\\s*----"),
          downOnly("--\\s*//\\s*@undo\\b"));

  /** Of a file, by what stands in it. */
  static Optional<Marks> of(String text) {
    return KNOWN.stream().filter(marks -> marks.stand(text)).findFirst();
  }

  private boolean stand(String text) {
    return up.orElse(down).matcher(text).find();
  }

  TransactionMode transaction(String text) {
    return withoutTransaction.matcher(text).find()
        ? TransactionMode.EACH_STATEMENT
        : TransactionMode.WHOLE_SCRIPT;
  }

  /** The text with nothing but line ends in the place of what is not run forward. */
  String forward(String text) {
    StringBuilder forward = new StringBuilder(text.length());
    boolean runs = up.isEmpty();
    Lines lines = new Lines(text);
    for (int number = 1; number <= lines.count(); number++) {
      String line = lines.line(number);
      boolean ends = down.matcher(line).lookingAt();
      boolean begins = up.filter(mark -> mark.matcher(line).lookingAt()).isPresent();
      runs = !ends && (runs || begins);
      forward.append(runs && !begins ? line : "").append('\n');
    }
    return forward.toString();
  }

  private static Marks both(String up, String down, String withoutTransaction) {
    return new Marks(Optional.of(line(up)), line(down), line(withoutTransaction));
  }

  private static Marks downOnly(String down) {
    return new Marks(Optional.empty(), line(down), line(NEVER));
  }

  private static Pattern line(String start) {
    return Pattern.compile("(?im)^[ \\t]*(?:" + start + ")");
  }
}
