package dev.concertina.hazard.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which types have to do with each other ("CREATE CAST": what is cast by itself on assignment). Of
 * types that are not listed nothing is known.
 */
public final class Casts {

  private static final String CHARACTERS = "characters";

  private static final Map<String, List<String>> KIN =
      Map.of(
          CHARACTERS,
          List.of("text", "varchar", "bpchar"),
          "numbers",
          List.of("int2", "int4", "int8", "numeric", "float4", "float8"),
          "times",
          List.of("date", "time", "timetz", "timestamp", "timestamptz", "interval"),
          "json",
          List.of("json", "jsonb"),
          "networks",
          List.of("inet", "cidr"),
          "truth",
          List.of("bool"),
          "uuids",
          List.of("uuid"),
          "bytes",
          List.of("bytea"));

  private Casts() {}

  /** Whether it is known that a value of the one is not taken for the other by itself. */
  public static boolean areMissing(Type from, Type to, Schema schema) {
    return areStrangers(from, to, schema)
        && (to.array() || !kin(to, schema).orElse("").equals(CHARACTERS));
  }

  /** Whether it is known that the two cannot even be compared. */
  public static boolean areStrangers(Type one, Type other, Schema schema) {
    Optional<String> kin = kin(one, schema);
    Optional<String> otherKin = kin(other, schema);
    return kin.isPresent()
        && otherKin.isPresent()
        && (one.array() != other.array() || !kin.equals(otherKin));
  }

  private static Optional<String> kin(Type type, Schema schema) {
    return KIN.entrySet().stream()
        .filter(kin -> kin.getValue().contains(type.name()))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> schema.labels(type.name()).map(labels -> "enum " + type.name()));
  }
}
