package dev.concertina.hazard;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names as a person would write them: quoted only where they must be, without {@code public}. */
public final class Names {

  /** The schema of names that have none, as long as nothing says otherwise. */
  public static final Identifier DEFAULT_SCHEMA = new Identifier("public");

  private static final Set<String> OF_SERVER = Set.of("pg_catalog", "information_schema");

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** Keywords that are no column name without quotes ("SQL Key Words" in the documentation). */
  private static final Set<String> RESERVED =
      Set.of(
          ("all analyse analyze and any array as asc asymmetric authorization binary both case cast"
                  + " check collate collation column concurrently constraint create cross"
                  + " current_catalog current_date current_role current_schema current_time"
                  + " current_timestamp current_user default deferrable desc distinct do else end"
                  + " except false fetch for foreign freeze from full grant group having ilike in"
                  + " initially inner intersect into is isnull join lateral leading left like limit"
                  + " localtime localtimestamp natural not notnull null offset on only or order"
                  + " outer overlaps placing primary references returning right select"
                  + " session_user similar some symmetric system_user table tablesample then to"
                  + " trailing true union unique user using variadic verbose when where window"
                  + " with")
              .split(" "));

  private Names() {}

  /** A name, quoted if need be. */
  public static Sql sql(String name) {
    boolean plain =
        PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    return Sql.verbatim(plain ? name : new Identifier(name).sql());
  }

  /** A name with its schema, unless that is {@code public}. */
  public static Sql sql(QualifiedName name) {
    Sql bare = sql(name.name().value());
    return name.schema().equals(DEFAULT_SCHEMA)
        ? bare
        : Sql.of("{}.{}", sql(name.schema().value()), bare);
  }

  /** In the place of a name that is known only when a statement runs. */
  public static String unknown(String source) {
    return "<" + source + ">";
  }

  /** Whether a name stands for one that is known only when a statement runs. */
  public static boolean isUnknown(QualifiedName name) {
    return name.name().value().startsWith("<");
  }

  /**
   * Whether a relation is one of PostgreSQL's own, which scripts name without their schema, too.
   */
  public static boolean isOfServer(QualifiedName name) {
    return OF_SERVER.contains(name.schema().value())
        || (name.schema().equals(DEFAULT_SCHEMA) && name.name().value().startsWith("pg_"));
  }

  /** For messages. */
  public static String words(QualifiedName name) {
    return name.schema().equals(DEFAULT_SCHEMA) ? name.name().value() : name.toString();
  }
}
