package dev.concertina.evidence.text;

import dev.concertina.parser.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives a normalised text back the grammar that it lost: {@code pg_stat_statements} puts {@code $1}
 * where only a constant may stand. Columns are not touched by it.
 *
 * <ul>
 *   <li>{@code interval $1 day}, {@code mood $1} become a cast: no other rule of the grammar lets a
 *       parameter follow a name or a closing parenthesis.
 *   <li>{@code extract($1 from x)}: any field will do.
 *   <li>{@code JSON_TABLE(x, $1 COLUMNS (… PATH $2))}: any path will do.
 *   <li>{@code SELECT f($1, x) … GROUP BY f('day', x)}: of what stands twice the constant is taken
 *       out once, and the server would no longer see that both are one.
 * </ul>
 */
final class Mending {

  private static final Set<String> TYPES =
      Set.of(
          "bigint",
          "bit",
          "boolean",
          "char",
          "character",
          "dec",
          "decimal",
          "float",
          "int",
          "integer",
          "interval",
          "json",
          "nchar",
          "numeric",
          "precision",
          "real",
          "smallint",
          "text",
          "time",
          "timestamp",
          "varchar",
          "varying",
          "zone");

  /** Words of {@code timestamp with time zone} and its like, between the type and the constant. */
  private static final Set<String> OF_TYPES =
      Set.of("double", "national", "with", "without", "time", "character", "char", "bit");

  private static final Set<String> INTERVAL_FIELDS =
      Set.of("year", "month", "day", "hour", "minute", "second", "to");

  /** The text, mended where it has to be; its other characters stay as they are. */
  String mend(String sql, List<Token> tokens) {
    StringBuilder out = new StringBuilder();
    Map<List<String>, String> constants = constants(tokens);
    int from = 0;
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() != Token.Kind.PARAMETER || token.start() < from) {
        continue;
      }
      String constant = constants.get(before(tokens, i));
      if (constant != null) {
        out.append(sql, from, token.start()).append(constant);
        from = token.end();
      } else if (isField(tokens, i)) {
        out.append(sql, from, token.start()).append("'year'");
        from = token.end();
      } else if (isPath(tokens, i)) {
        out.append(sql, from, token.start()).append("'$'");
        from = token.end();
      } else {
        int type = startOfType(tokens, i);
        if (type < i && tokens.get(type).start() >= from) {
          int end = endOfFields(tokens, i);
          out.append(sql, from, tokens.get(type).start());
          out.append("CAST(").append(token.text()).append(" AS ");
          out.append(sql, tokens.get(type).start(), tokens.get(i - 1).end());
          out.append(end > i ? sql.substring(token.end(), tokens.get(end).end()) : "").append(')');
          from = tokens.get(end).end();
        }
      }
    }
    return out.append(sql.substring(from)).toString();
  }

  /** The constants that were left in the text, by what stands before them. */
  private static Map<List<String>, String> constants(List<Token> tokens) {
    Map<List<String>, String> constants = new HashMap<>();
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Token.Kind.STRING || token.kind() == Token.Kind.NUMBER) {
        constants.putIfAbsent(before(tokens, i), token.text());
      }
    }
    return constants;
  }

  private static List<String> before(List<Token> tokens, int at) {
    return tokens.subList(Math.max(0, at - 2), at).stream()
        .map(token -> token.text().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isField(List<Token> tokens, int at) {
    return at >= 2
        && tokens.get(at - 2).is("extract")
        && tokens.get(at - 1).is("(")
        && at + 1 < tokens.size()
        && tokens.get(at + 1).is("from");
  }

  private static boolean isPath(List<Token> tokens, int at) {
    return tokens.get(at - 1).is("path")
        || (at + 1 < tokens.size() && tokens.get(at + 1).is("columns"));
  }

  /** The first token of the type name that stands before the parameter, or the parameter itself. */
  private static int startOfType(List<Token> tokens, int at) {
    int last = at - 1;
    if (tokens.get(last).is(")")) {
      last = opening(tokens, last) - 1;
    }
    if (last < 0 || !isTypeWord(tokens.get(last)) || isAtTimeZone(tokens, last)) {
      return at;
    }
    int first = last;
    while (first > 0 && belongsToType(tokens, first)) {
      first--;
    }
    return isTimeZone(tokens, first) ? beforeTimeZone(tokens, first) : first;
  }

  /** {@code x AT TIME ZONE $1}: these words are no type. */
  private static boolean isAtTimeZone(List<Token> tokens, int last) {
    return last >= 2
        && tokens.get(last).is("zone")
        && tokens.get(last - 1).is("time")
        && tokens.get(last - 2).is("at");
  }

  private static boolean isTimeZone(List<Token> tokens, int first) {
    return first > 0 && Set.of("with", "without").contains(word(tokens.get(first)));
  }

  /** The {@code timestamp} of {@code timestamp(3) with time zone}. */
  private static int beforeTimeZone(List<Token> tokens, int with) {
    return tokens.get(with - 1).is(")") ? opening(tokens, with - 1) - 1 : with - 1;
  }

  private static boolean belongsToType(List<Token> tokens, int first) {
    Token before = tokens.get(first - 1);
    boolean qualified = before.is(".") || (tokens.get(first).is(".") && isName(before));
    return qualified || (OF_TYPES.contains(word(before)) && !isName(tokens.get(first)));
  }

  private static int opening(List<Token> tokens, int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return 0;
  }

  private static int endOfFields(List<Token> tokens, int at) {
    int end = at;
    while (end + 1 < tokens.size() && INTERVAL_FIELDS.contains(word(tokens.get(end + 1)))) {
      end++;
    }
    return end;
  }

  private static boolean isTypeWord(Token token) {
    return isName(token) || TYPES.contains(word(token));
  }

  private static boolean isName(Token token) {
    return token.kind() == Token.Kind.IDENTIFIER || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
  }

  private static String word(Token token) {
    return token.kind() == Token.Kind.KEYWORD ? token.text().toLowerCase(Locale.ROOT) : "";
  }
}
