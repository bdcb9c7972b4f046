package dev.concertina.hazard.model;

import dev.concertina.hazard.Names;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What PostgreSQL takes for an index or a generated column: only what gives the same result for the
 * same arguments for ever ("Function Volatility Categories").
 */
public final class Immutability {

  /** Functions that are not immutable for whatever arguments. */
  private static final Set<String> NEVER =
      Set.of(
          ("array_to_json array_to_string clock_timestamp concat concat_ws current_catalog"
                  + " current_database current_date current_role current_schema current_setting"
                  + " current_time current_timestamp current_user currval format gen_random_bytes"
                  + " gen_random_uuid inet_client_addr json_build_array json_build_object"
                  + " jsonb_build_array jsonb_build_object lastval localtime localtimestamp nextval"
                  + " now pg_backend_pid random row_to_json session_user setval"
                  + " statement_timestamp timeofday to_char to_date to_json to_jsonb to_number"
                  + " transaction_timestamp txid_current unaccent user uuid_generate_v1"
                  + " uuid_generate_v4 uuidv4 uuidv7 version")
              .split(" "));

  private static final Set<String> TIMES =
      Set.of("date", "time", "timetz", "timestamp", "timestamptz");

  private static final String ZONED = "timestamptz";

  private Immutability() {}

  /**
   * The first thing in an expression that is not immutable, in words.
   *
   * @param types of the columns, as far as they are known
   */
  public static Optional<String> brokenBy(
      Expression expression, Function<String, Optional<Type>> types, Schema schema) {
    return expression.calls().stream()
        .flatMap(call -> brokenBy(call, types, schema).stream())
        .findFirst();
  }

  private static Optional<String> brokenBy(
      Call call, Function<String, Optional<Type>> types, Schema schema) {
    List<Optional<Type>> given =
        call.arguments().stream().map(argument -> argument.typeBy(types)).toList();
    String name = call.name().name().value();
    return switch (call.kind()) {
      case CAST -> when(dependsOnSettings(given, name), "a cast to " + Type.named(name).words());
      case FUNCTION -> when(isBroken(call, given, schema), Names.words(call.name()) + "()");
      case OPERATOR -> when(isNotFor(name, given), "the operator " + name + " of such types");
    };
  }

  private static Optional<String> when(boolean broken, String what) {
    return broken ? Optional.of(what) : Optional.empty();
  }

  /** Of functions that scripts have made, a call may mean any of its name. */
  private static boolean isBroken(Call call, List<Optional<Type>> given, Schema schema) {
    List<Routine> made = schema.routines(call.name());
    if (!made.isEmpty()) {
      return made.stream().noneMatch(Routine::immutable);
    }
    String name = call.name().name().value();
    return isPostgres(call.name()) && (NEVER.contains(name) || isNotFor(name, given));
  }

  private static boolean isPostgres(QualifiedName function) {
    return function.schema().equals(Names.DEFAULT_SCHEMA)
        || function.schema().value().equals("pg_catalog");
  }

  private static boolean isNotFor(String name, List<Optional<Type>> given) {
    return switch (name) {
      case "to_tsvector", "age" -> given.size() == 1;
      case "to_timestamp" -> given.size() == 2;
      case "date" -> given.size() == 1 && is(given.get(0), ZONED);
      case "date_trunc", "date_part", "extract" -> given.size() == 2 && is(given.get(1), ZONED);
      case "+", "-" -> given.size() == 2 && is(given.get(0), ZONED) && is(given.get(1), "interval");
      default -> false;
    };
  }

  /** A time with a zone and one without differ by a setting, and so does how a date is written. */
  private static boolean dependsOnSettings(List<Optional<Type>> given, String to) {
    Optional<Type> from = given.stream().findFirst().flatMap(Function.identity());
    boolean ofDay = is(from, "time") || is(from, "timetz");
    boolean fromTime = from.filter(type -> TIMES.contains(type.name())).isPresent();
    boolean fromText = from.filter(Type::isCharacter).isPresent();
    boolean written = fromTime && !ofDay && Type.named(to).isCharacter();
    boolean zoneChanges = fromTime && is(from, ZONED) != to.equals(ZONED);
    return written || ((zoneChanges || fromText) && TIMES.contains(to));
  }

  private static boolean is(Optional<Type> type, String name) {
    return type.filter(known -> known.is(name)).isPresent();
  }
}
