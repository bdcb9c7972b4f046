package dev.concertina.lint.layout;

import dev.concertina.change.Version;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which tools run files: Flyway's versions first, wherever they stand below the
 * directory; then others by their path, numbers by their value; repeatable ones last.
 */
final class RunOrder implements Comparator<FoundFile> {

  private static final Pattern VERSIONED = Pattern.compile("[VB]([0-9][0-9._]*?)__.*");
  private static final Pattern REPEATABLE = Pattern.compile("R__.*");
  private static final Pattern NUMBER_OR_TEXT = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(FoundFile one, FoundFile other) {
    int byGroup = Integer.compare(group(one), group(other));
    if (byGroup != 0) {
      return byGroup;
    }
    int byVersion = byVersion(one, other);
    return byVersion != 0 ? byVersion : byParts(one.parts(), other.parts());
  }

  private static int group(FoundFile file) {
    if (version(file).isPresent()) {
      return 0;
    }
    return REPEATABLE.matcher(file.last()).matches() ? 2 : 1;
  }

  private static int byVersion(FoundFile one, FoundFile other) {
    Optional<Version> first = version(one);
    Optional<Version> second = version(other);
    return first.isPresent() && second.isPresent() ? first.get().compareTo(second.get()) : 0;
  }

  private static Optional<Version> version(FoundFile file) {
    Matcher shape = VERSIONED.matcher(file.last());
    return shape.matches() ? Version.ifVersion(shape.group(1)) : Optional.empty();
  }

  private static int byParts(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int byPart = natural(one.get(i), other.get(i));
      if (byPart != 0) {
        return byPart;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** {@code a2 < a10}; the same numbers and words are told apart by their letters. */
  static int natural(String one, String other) {
    Matcher first = NUMBER_OR_TEXT.matcher(one);
    Matcher second = NUMBER_OR_TEXT.matcher(other);
    while (first.find()) {
      if (!second.find()) {
        return 1;
      }
      int byPiece = piece(first.group(), second.group());
      if (byPiece != 0) {
        return byPiece;
      }
    }
    return second.find() ? -1 : one.compareTo(other);
  }

  private static int piece(String one, String other) {
    boolean numbers = isNumber(one) && isNumber(other);
    return numbers
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareToIgnoreCase(other);
  }

  private static boolean isNumber(String piece) {
    return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
  }
}
