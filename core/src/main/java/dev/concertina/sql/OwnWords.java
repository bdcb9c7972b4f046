package dev.concertina.sql;

import java.util.regex.Pattern;

/**
 * What Concertina's own statements about an old shape have behind their first word, so that they
 * are not taken for an application's. The server counts statements of one meaning together,
 * whatever their comments are: only what no application would write is marked, such as a batch by
 * {@code ctid}.
 */
public final class OwnWords {

  /** A comment; it stands behind the first word, because a leading one is not kept everywhere. */
  public static final Sql MARK = Sql.of("/* concertina */");

  private static final Pattern MARKED =
      Pattern.compile("[A-Z]+ " + Pattern.quote(MARK.sql()) + " .*", Pattern.DOTALL);

  private OwnWords() {}

  /** Whether a text has the mark. Anybody may write it: ask also who ran the statement. */
  public static boolean mark(String text) {
    return MARKED.matcher(text).matches();
  }
}
