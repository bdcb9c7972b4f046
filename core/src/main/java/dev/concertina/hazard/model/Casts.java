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

  /** Numbers become those of a greater width by themselves. */
  private static final Map<String, Integer> WIDTHS =
      Map.of("int2", 0, "int4", 0, "int8", 0, "numeric", 1, "float4", 2, "float8", 2);

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

  /**
   * Whether it is known that a column of the one cannot be a foreign key to one of the other: the
   * index of the key has to know the comparison, or the value becomes one of the key's type by
   * itself.
   */
  public static boolean cannotRefer(Type child, Type parent, Schema schema) {
    return areStrangers(child, parent, schema)
        || (WIDTHS.containsKey(child.name())
            && WIDTHS.containsKey(parent.name())
            && width(child) > width(parent));
  }

  private static int width(Type number) {
    return WIDTHS.getOrDefault(number.name(), 0);
  }

  private static Optional<String> kin(Type type, Schema schema) {
    return KIN.entrySet().stream()
        .filter(kin -> kin.getValue().contains(type.name()))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> schema.labels(type.name()).map(labels -> "enum " + type.name()));
  }
}
