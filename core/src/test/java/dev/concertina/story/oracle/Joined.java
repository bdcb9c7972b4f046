package dev.concertina.story.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Neighbours that alter one table, now and then as actions of one statement. */
final class Joined {

  /** An action that may stand beside others. */
  private static final Pattern ACTION =
      Pattern.compile(
          "(ALTER TABLE (?:\"(?:[^\"]|\"\")*\"|[^ \"])+) ((?:ADD|ALTER|DROP|SET|REPLICA|ENABLE|OWNER) .*)");

  private Joined() {}

  static List<String> at(Dice dice, List<String> statements) {
    List<String> all = new ArrayList<>();
    for (String statement : statements) {
      Matcher next = ACTION.matcher(statement);
      Matcher last = ACTION.matcher(all.isEmpty() ? "" : all.get(all.size() - 1));
      boolean neighbours =
          next.matches()
              && last.matches()
              && next.group(1).equals(last.group(1))
              && !statement.contains(" SET SCHEMA ");
      if (neighbours && dice.oneIn(2)) {
        all.set(all.size() - 1, last.group() + ", " + next.group(2));
      } else {
        all.add(statement);
      }
    }
    return all;
  }
}
