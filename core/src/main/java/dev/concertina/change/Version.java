package dev.concertina.change;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration's version: whole numbers between dots or underscores, ordered number by number as
 * Flyway orders them ({@code 2 < 2.1 < 10}; {@code 1.0} is {@code 1}). A timestamp is one number.
 */
public record Version(List<BigInteger> parts) implements Comparable<Version> {

  private static final Pattern SHAPE = Pattern.compile("[0-9]+([._][0-9]+)*");

  /** A version is a part of object names, which PostgreSQL cuts at 63 bytes. */
  private static final int LONGEST = 32;

  public Version {
    parts = List.copyOf(withoutTrailingZeros(parts));
  }

  /**
   * Reads {@code 7}, {@code 1.2} or {@code 1_2}.
   *
   * @throws IllegalArgumentException if the text has another shape
   */
  public static Version parse(String text) {
    if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a version: write numbers with dots or underscores, as in 7 or 1.2, in at"
              + " most "
              + LONGEST
              + " characters");
    }
    List<BigInteger> parts = new ArrayList<>();
    for (String part : text.split("[._]", -1)) {
      parts.add(new BigInteger(part));
    }
    return new Version(parts);
  }

  /** As {@link #parse}; nothing if the text has another shape. */
  public static Optional<Version> ifVersion(String text) {
    return text.length() <= LONGEST && SHAPE.matcher(text).matches()
        ? Optional.of(parse(text))
        : Optional.empty();
  }

  /** The name of the schema that publishes this version: {@code v7}, {@code v1_2}. */
  public String schemaName() {
    return "v" + join("_");
  }

  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int byPart = part(i).compareTo(other.part(i));
      if (byPart != 0) {
        return byPart;
      }
    }
    return 0;
  }

  /** {@code 1.2}. */
  @Override
  public String toString() {
    return join(".");
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  private String join(String separator) {
    return String.join(separator, parts.stream().map(BigInteger::toString).toList());
  }

  private static List<BigInteger> withoutTrailingZeros(List<BigInteger> parts) {
    int end = parts.size();
    while (end > 1 && parts.get(end - 1).signum() == 0) {
      end--;
    }
    return parts.subList(0, end);
  }
}
