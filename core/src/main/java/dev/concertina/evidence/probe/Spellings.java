package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Parameters;
import dev.concertina.evidence.text.Reading;
import dev.concertina.parser.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.postgresql.core.Oid;

/**
 * The ways in which an application may have sent a query whose counted text holds {@code $1}: as a
 * parameter, of the type that the server finds or one that a driver names, or as a constant, which
 * may have been written as a number or in quotes. Each way has a number of its own. Parameters come
 * first: PostgreSQL goes on counting behind them where it takes constants out.
 */
final class Spellings {

  /** For one query, however many parameters it has. */
  private static final int MOST = 200;

  /** Where PostgreSQL 18 and later have left out the rest of a list of constants. */
  private static final String AND_MORE = " /*, ... */";

  private static final Set<Integer> WHOLE = Set.of(Oid.INT2, Oid.INT4, Oid.INT8);
  private static final Set<Integer> TEXTS = Set.of(Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR);
  private static final Set<Integer> FRACTIONS = Set.of(Oid.NUMERIC, Oid.FLOAT4, Oid.FLOAT8);

  /**
   * One of them.
   *
   * @param types of the parameters of its text; {@code UNSPECIFIED} leaves one to the server
   */
  record Spelling(String sql, List<Integer> types) {}

  /** What stands for a parameter: itself, where there is no constant. */
  private record Stand(String constant, int type) {}

  private final Reading.Query query;
  private final List<Integer> types;

  /**
   * Spells nothing yet.
   *
   * @param types of its parameters, as the server finds them
   */
  Spellings(Reading.Query query, List<Integer> types) {
    this.query = query;
    this.types = types;
  }

  /** The likely ones first. */
  List<Spelling> all() {
    Set<List<Stand>> found = new LinkedHashSet<>();
    int[] ends = IntStream.of(types.size(), 0).distinct().toArray();
    for (int parameters : ends) {
      add(parameters, found);
    }
    for (int parameters = types.size() - 1; parameters > 0; parameters--) {
      add(parameters, found);
    }
    return found.stream().limit(MOST).map(this::spelled).toList();
  }

  /** All in one style, then in all mixed ones, as far as they are few. */
  private void add(int parameters, Set<List<Stand>> found) {
    List<List<Stand>> choices = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      choices.add(i < parameters ? sent(types.get(i)) : written(types.get(i)));
    }
    int styles = choices.stream().mapToInt(List::size).max().orElse(1);
    for (int style = 0; style < styles; style++) {
      int of = style;
      found.add(choices.stream().map(c -> c.get(Math.min(of, c.size() - 1))).toList());
    }
    int[] at = new int[choices.size()];
    for (int i = 0; i < MOST && advance(at, choices); i++) {
      List<Stand> mixed = new ArrayList<>();
      for (int place = 0; place < at.length; place++) {
        mixed.add(choices.get(place).get(at[place]));
      }
      found.add(mixed);
    }
  }

  private static boolean advance(int[] at, List<List<Stand>> choices) {
    for (int place = at.length - 1; place >= 0; place--) {
      if (++at[place] < choices.get(place).size()) {
        return true;
      }
      at[place] = 0;
    }
    return false;
  }

  /** As a parameter; drivers name types by the value that they are given. */
  private static List<Stand> sent(int type) {
    List<Integer> named = new ArrayList<>(List.of(Oid.UNSPECIFIED));
    if (WHOLE.contains(type)) {
      named.addAll(List.of(Oid.INT4, Oid.INT8, Oid.INT2));
    } else if (TEXTS.contains(type)) {
      named.addAll(List.of(Oid.VARCHAR, Oid.TEXT));
    } else if (FRACTIONS.contains(type)) {
      named.addAll(List.of(Oid.NUMERIC, Oid.FLOAT8, Oid.INT4));
    } else {
      named.add(type);
    }
    return named.stream().map(oid -> new Stand("", oid)).toList();
  }

  /** As a constant; one in quotes becomes one of the type that is needed, as NULL does. */
  private static List<Stand> written(int type) {
    List<String> constants = new ArrayList<>();
    if (WHOLE.contains(type)) {
      constants.add("1");
    } else if (FRACTIONS.contains(type)) {
      constants.addAll(List.of("1.5", "1"));
    }
    constants.add("NULL");
    return constants.stream().map(text -> new Stand(text, Oid.INT4)).toList();
  }

  private Spelling spelled(List<Stand> stands) {
    String sql =
        Parameters.replace(
            query.sql(),
            query.tokens(),
            token -> spelled(token, stands.get(Parameters.number(token.text()) - 1)));
    return new Spelling(
        sql,
        stands.stream().takeWhile(stand -> stand.constant().isEmpty()).map(Stand::type).toList());
  }

  private String spelled(Token token, Stand stand) {
    String one = stand.constant().isEmpty() ? token.text() : stand.constant();
    return query.sql().startsWith(AND_MORE, token.end()) ? one + ", " + one : one;
  }
}
