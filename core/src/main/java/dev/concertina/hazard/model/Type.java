package dev.concertina.hazard.model;

import dev.concertina.change.Numbering;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A data type as the grammar names it.
 *
 * @param name the catalog's name, {@code int4} for integer; without its schema
 * @param modifiers what stands in brackets, {@code 50} for {@code varchar(50)}
 * @param array whether it is an array of that type
 */
public record Type(String name, List<Integer> modifiers, boolean array) {

  private static final Map<String, String> WORDS =
      Map.of(
          "int2", "smallint",
          "int4", "integer",
          "int8", "bigint",
          "float4", "real",
          "float8", "double precision",
          "bool", "boolean",
          "bpchar", "char");

  /** What stands behind the name of a column whose type is meant. */
  public static final String COPIED = "%TYPE";

  private static final int MICROSECONDS = 6;

  private static final List<String> INTEGERS = List.of("int2", "int4", "int8");

  public Type {
    modifiers = List.copyOf(modifiers);
  }

  /** A type without modifiers. */
  public static Type named(String name) {
    return new Type(name, List.of(), false);
  }

  public boolean is(String other) {
    return !array && name.equals(other);
  }

  /** Whether it is one of the serial words. */
  public boolean isSerial() {
    return Numbering.serialType(name).isPresent();
  }

  /** The type that a column really has: that of a serial word is an integer. */
  public Type stored() {
    return Numbering.serialType(name)
        .flatMap(words -> WORDS.keySet().stream().filter(w -> words.equals(WORDS.get(w))).findAny())
        .map(Type::named)
        .orElse(this);
  }

  /** Without what stands in brackets. */
  public Type bare() {
    return new Type(name, List.of(), array);
  }

  /** Whether it stands for the type that a column has ({@code users.email%TYPE}). */
  public boolean isCopied() {
    return name.endsWith(COPIED);
  }

  /** For people and recipes. */
  public String words() {
    String bare = WORDS.getOrDefault(name, name);
    String brackets =
        modifiers.isEmpty()
            ? ""
            : "(" + String.join(",", modifiers.stream().map(String::valueOf).toList()) + ")";
    return bare + brackets + (array ? "[]" : "");
  }

  /** Whether every value of this type fits another; false where that is not known. */
  public boolean fitsInto(Type other) {
    if (equals(other)) {
      return true;
    }
    if (array || other.array) {
      return false;
    }
    if (INTEGERS.contains(name)) {
      return other.isText()
          || (other.is("numeric") && other.modifiers.isEmpty())
          || INTEGERS.indexOf(other.name) > INTEGERS.indexOf(name);
    }
    if (isCharacter()) {
      return other.isCharacter() && other.length() >= length() && !other.is("bpchar");
    }
    if (is("cidr")) {
      return other.is("inet");
    }
    if (name.equals("numeric") && other.name.equals("numeric")) {
      return other.modifiers.isEmpty() || (!modifiers.isEmpty() && growsInto(other));
    }
    return grows() && other.name.equals(name) && other.length() >= length();
  }

  /** Whether it is longer the greater its modifier is, and longest without one. */
  boolean grows() {
    return isTime() || name.equals("varbit");
  }

  private boolean growsInto(Type other) {
    int scale = modifiers.size() > 1 ? modifiers.get(1) : 0;
    int otherScale = other.modifiers.size() > 1 ? other.modifiers.get(1) : 0;
    return otherScale >= scale && other.modifiers.get(0) - otherScale >= modifiers.get(0) - scale;
  }

  /** Whether it is a character type of any length. */
  public boolean isCharacter() {
    return isText() || is("varchar") || is("bpchar");
  }

  /** Whether it is a number of whatever size. */
  public boolean isNumber() {
    return !array
        && (INTEGERS.contains(name)
            || name.equals("numeric")
            || name.equals("float4")
            || name.equals("float8"));
  }

  /** How many characters it holds, if that is limited. */
  public OptionalInt limit() {
    return !array && isCharacter() && !modifiers.isEmpty()
        ? OptionalInt.of(modifiers.get(0))
        : OptionalInt.empty();
  }

  private boolean isText() {
    return is("text") || (is("varchar") && modifiers.isEmpty());
  }

  private boolean isTime() {
    return is("timestamp") || is("timestamptz") || is("time") || is("timetz") || is("interval");
  }

  /** Times have at most six digits behind the second, as many as without a modifier. */
  int length() {
    boolean longest = modifiers.isEmpty() || (isTime() && modifiers.get(0) >= MICROSECONDS);
    return longest ? Integer.MAX_VALUE : modifiers.get(0);
  }
}
