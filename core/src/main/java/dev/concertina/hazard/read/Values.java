package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Value;
import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How volatile an expression is, as far as its functions tell ("Function Volatility Categories").
 */
final class Values {

  private static final Set<String> VOLATILE =
      Set.of(
          ("random random_normal setseed clock_timestamp timeofday currval lastval setval"
                  + " gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v1mc"
                  + " uuid_generate_v4 gen_random_bytes gen_salt txid_current pg_current_xact_id"
                  + " pg_sleep")
              .split(" "));

  private static final Set<String> NOT_VOLATILE =
      Set.of(
          ("now transaction_timestamp statement_timestamp date_trunc date_part extract timezone"
                  + " to_timestamp to_date to_char to_number age make_date make_interval"
                  + " make_timestamp make_timestamptz lower upper initcap concat concat_ws coalesce"
                  + " md5 sha256 encode decode length char_length trim btrim ltrim rtrim replace"
                  + " substring substr left right lpad rpad split_part repeat reverse abs ceil"
                  + " ceiling floor round trunc sqrt power mod greatest least nullif"
                  + " json_build_object jsonb_build_object json_build_array jsonb_build_array"
                  + " json_object jsonb_object to_json to_jsonb array_fill array_append"
                  + " string_to_array current_setting current_database current_schema"
                  + " session_user pg_get_userbyid version uuid_nil uuid_ns_dns uuid_ns_url"
                  + " uuid_generate_v5 uuid_generate_v3 int4range int8range numrange tsrange"
                  + " tstzrange daterange to_tsvector point box st_makepoint st_setsrid row"
                  + " cardinality inet_client_addr current_user user overlay position pg_client_encoding"
                  + " quote_literal quote_ident format ascii chr hashtext isfinite justify_days")
              .split(" "));

  private Values() {}

  static Value of(Node expression) {
    return new Value(kind(expression), literal(expression));
  }

  /** The text of a constant, with or without a cast. */
  static Optional<String> literal(Node value) {
    Node bare = value.is("TypeCast") ? value.node("arg").orElse(value) : value;
    return bare.is("A_Const")
        ? Stream.of("sval", "ival", "fval").flatMap(field -> bare.text(field).stream()).findFirst()
        : Optional.empty();
  }

  private static Value.Kind kind(Node expression) {
    if (isNull(expression)) {
      return Value.Kind.NULL;
    }
    Value.Kind kind = Value.Kind.STABLE;
    for (Node call : expression.descendants().filter(node -> node.is("FuncCall")).toList()) {
      List<String> names = call.texts("funcname");
      String name = names.get(names.size() - 1);
      if (name.equals("nextval")) {
        return Value.Kind.NEXT_NUMBER;
      }
      if (VOLATILE.contains(name)) {
        return Value.Kind.VOLATILE;
      }
      if (!NOT_VOLATILE.contains(name)) {
        kind = Value.Kind.UNKNOWN;
      }
    }
    return kind;
  }

  private static boolean isNull(Node expression) {
    if (expression.is("TypeCast")) {
      return expression.node("arg").filter(Values::isNull).isPresent();
    }
    return expression.is("A_Const") && expression.flag("isnull");
  }
}
