package dev.concertina.story.oracle;

import java.util.List;
import java.util.Optional;

/** What a column holds: a type, and literals of it that survive every {@link #retypings}. */
enum Kind {
  SMALL("smallint"),
  INT("integer"),
  BIG("bigint"),
  FLAG("integer"),
  BOOL("boolean"),
  TEXT("text"),
  DIGITS("text"),
  WORD("character varying(40)"),
  SHORT("character varying(8)"),
  NUMBER("numeric(10,2)"),
  WIDE_NUMBER("numeric(14,4)"),
  DAY("date"),
  MOMENT("timestamp without time zone"),
  JSON("jsonb"),
  INTS("integer[]"),
  MOOD("mood"),
  FEELING("feeling"),
  PAIR("pair"),
  POSITIVE("positive");

  /** What the case's schema has to hold for these types. */
  static final List<String> TYPES =
      List.of(
          "CREATE TYPE mood AS ENUM ('sad', 'glad', 'so so', 'odd')",
          "CREATE TYPE feeling AS ENUM ('so so', 'blue', 'glad')",
          "CREATE TYPE pair AS (x integer, y text)",
          "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)");

  private static final List<String> WORDS =
      List.of("", "a", "Bob", "O''Hara", "ünï", "b\\s", "  pad ", "x\"y");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  /**
   * ALTER COLUMN TYPE to another kind.
   *
   * @param using over {@code %s}, the column
   * @param down over {@code %s}, the column in its new shape
   */
  record Retyping(Kind to, Optional<String> using, Optional<String> down) {}

  List<Retyping> retypings() {
    return switch (this) {
      case SMALL -> List.of(plain(INT), plain(BIG));
      case INT -> List.of(plain(BIG), plain(NUMBER), given(DIGITS, "%s::text", "%s::integer"));
      case BIG -> List.of(plain(INT));
      case FLAG -> List.of(given(BOOL, "%s <> 0", "%s::integer"));
      case BOOL -> List.of(given(FLAG, "%s::integer", "%s <> 0"));
      case TEXT -> List.of(plain(WORD), given(SHORT, "left(%s, 8)"));
      case DIGITS -> List.of(given(INT, "%s::integer"), plain(TEXT));
      case WORD -> List.of(plain(TEXT), given(SHORT, "left(%s, 8)"));
      case SHORT -> List.of(plain(WORD), plain(TEXT));
      case NUMBER -> List.of(plain(WIDE_NUMBER), given(INT, "round(%s)::integer"));
      case WIDE_NUMBER -> List.of(plain(NUMBER));
      case DAY -> List.of(plain(MOMENT));
      case MOMENT -> List.of(given(DAY, "%s::date"));
      case MOOD ->
          List.of(
              given(TEXT, "%s::text", "'sad'::mood"),
              given(FEELING, renamed("sad", "blue", "feeling"), renamed("blue", "sad", "mood")));
      case FEELING, JSON, INTS, PAIR, POSITIVE -> List.of();
    };
  }

  /** An SQL literal; where {@code unique}, none that another id has. */
  String literal(Dice dice, int id, boolean unique) {
    int n = unique ? 10 + id : dice.below(20);
    return switch (this) {
      case SMALL, INT, BIG -> Integer.toString(n);
      case FLAG -> Integer.toString(dice.below(2));
      case BOOL -> dice.oneIn(2) ? "true" : "false";
      case TEXT, WORD, SHORT -> unique ? "'u" + n + "'" : "'" + dice.pick(WORDS) + "'";
      case DIGITS -> "'" + n + "'";
      case NUMBER, WIDE_NUMBER -> n + (unique ? ".00" : dice.oneIn(2) ? ".50" : ".0");
      case DAY -> "'2026-01-%02d'".formatted(1 + n % 28);
      case MOMENT -> "'2026-01-%02d 10:20:30'".formatted(1 + n % 28);
      case JSON -> "'{\"n\": %d}'".formatted(n);
      case INTS -> "'{%d,NULL,3}'".formatted(n);
      case MOOD -> "'" + dice.pick(List.of("sad", "glad", "so so")) + "'";
      case FEELING -> "'" + dice.pick(List.of("blue", "glad", "so so")) + "'";
      case PAIR -> "'(%d,\"a b\")'".formatted(n);
      case POSITIVE -> Integer.toString(1 + n);
    };
  }

  /** Whether an ordinary B-tree index takes it, and values can be made unique. */
  boolean countable() {
    return switch (this) {
      case SMALL, INT, BIG, TEXT, DIGITS, WORD, SHORT, NUMBER, WIDE_NUMBER -> true;
      default -> false;
    };
  }

  boolean text() {
    return this == TEXT || this == WORD || this == SHORT || this == DIGITS;
  }

  /** Each value under its own name in the other enum, but for one. */
  private static String renamed(String from, String to, String type) {
    return "CASE %1$s WHEN '"
        + from
        + "' THEN '"
        + to
        + "'::"
        + type
        + " WHEN 'glad' THEN 'glad'::"
        + type
        + " WHEN 'so so' THEN 'so so'::"
        + type
        + " END";
  }

  private static Retyping plain(Kind to) {
    return new Retyping(to, Optional.empty(), Optional.empty());
  }

  private static Retyping given(Kind to, String using) {
    return new Retyping(to, Optional.of(using), Optional.empty());
  }

  private static Retyping given(Kind to, String using, String down) {
    return new Retyping(to, Optional.of(using), Optional.of(down));
  }
}
