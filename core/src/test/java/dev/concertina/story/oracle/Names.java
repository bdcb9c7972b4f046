package dev.concertina.story.oracle;

import dev.concertina.sql.Identifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that nobody else has in one case, some of them hostile; quoted. */
final class Names {

  private static final List<String> RESERVED =
      List.of("user", "order", "table", "select", "default", "check", "offset", "new", "old");

  private final Dice dice;
  private final Set<String> given = new HashSet<>();
  private int number;

  Names(Dice dice) {
    this.dice = dice;
  }

  /** A new name that begins with the given letter, if it is a plain one. */
  String next(String letter) {
    String name;
    do {
      name = draw(letter + ++number);
    } while (!given.add(name));
    return new Identifier(name).sql();
  }

  private String draw(String plain) {
    return switch (dice.below(12)) {
      case 0 -> "Mixed Case " + plain;
      case 1 -> "spaß_ñ_" + plain;
      case 2 -> "a\"quote'" + plain;
      case 3 -> "shared_prefix_of_sixty_three_bytes_" + "x".repeat(24) + number % 10000;
      case 4 -> dice.pick(RESERVED);
      case 5 -> plain + "_" + "l".repeat(63 - plain.length() - 1);
      default -> plain;
    };
  }
}
