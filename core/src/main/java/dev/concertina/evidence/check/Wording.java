package dev.concertina.evidence.check;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares two deparsed queries: the same source text, resolved by PostgreSQL before and after a
 * phase. Casts are left out, which come with types that are judged by themselves; so are columns
 * that came or went in the list of a sub-query's star, unless the sub-query counts whole rows.
 */
final class Wording {

  private static final Pattern JOINED = Pattern.compile("USING \\([^)]*\\)");
  private static final Pattern WRITTEN = Pattern.compile("INSERT INTO [^(]*\\([^)]*\\)");
  private static final Pattern WHOLE_ROWS =
      Pattern.compile("\\b(DISTINCT|UNION|EXCEPT|INTERSECT)\\b");
  private static final Pattern CASTS =
      Pattern.compile("::(\"[^\"]+\"|[\\w. ]+?)(\\(\\d+(,\\d+)?\\))?(\\[\\])*(?=[\\s,;)=<>|+*/-])");
  private static final Pattern LAYOUT = Pattern.compile("[\\s()]+");

  private Wording() {}

  /** Whether the two mean different things. */
  static boolean differs(String before, String after, Set<Identifier> cameOrWent) {
    if (bare(before, Set.of()).equals(bare(after, Set.of()))) {
      return false;
    }
    return !all(JOINED, before).equals(all(JOINED, after))
        || !all(WRITTEN, before).equals(all(WRITTEN, after))
        || WHOLE_ROWS.matcher(after.toUpperCase(Locale.ROOT)).find()
        || !words(bare(before, cameOrWent)).equals(words(bare(after, cameOrWent)));
  }

  /** A star lists its columns in the order of the table, which matters to nobody but its reader. */
  private static List<String> words(String sql) {
    return Pattern.compile("[\\s,]+").splitAsStream(sql).sorted().toList();
  }

  private static List<String> all(Pattern pattern, String sql) {
    return pattern.matcher(sql).results().map(MatchResult::group).toList();
  }

  private static String bare(String sql, Set<Identifier> without) {
    String rest = sql;
    for (Identifier column : without) {
      String name = "(\\w+\\.|\"[^\"]+\"\\.)?\"?" + Pattern.quote(column.value()) + "\"?";
      rest = rest.replaceAll(",\\s*" + name + "(?=[\\s,)])", "");
      rest = rest.replaceAll("(?<=SELECT )\\s*" + name + ",\\s*", "");
    }
    return LAYOUT.matcher(CASTS.matcher(rest).replaceAll("")).replaceAll(" ").strip();
  }
}
