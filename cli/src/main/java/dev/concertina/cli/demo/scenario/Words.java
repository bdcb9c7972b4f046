package dev.concertina.cli.demo.scenario;

import java.util.List;
import java.util.Random;

/** Values as people type them. */
final class Words {

  private static final List<String> FIRST =
      List.of("Ada", "Alan", "Barbara", "Edsger", "Grace", "Jürgen", "Łukasz", "Zoë", "林", "Niamh");
  private static final List<String> LAST =
      List.of(
          "Lovelace", "Turing", "Liskov", "Dijkstra", "Hopper", "O'Neil", "Müller", "de la Cruz");

  private Words() {}

  /** A name; two of a hundred thousand are rarely the same. */
  static String name(Random random) {
    return pick(FIRST, random) + " " + pick(LAST, random) + " " + random.nextInt(1_000_000);
  }

  static String phone(Random random) {
    return "+49 30 %07d".formatted(random.nextInt(10_000_000));
  }

  /** A sentence of 1 to {@code limit} characters. */
  static String sentence(Random random, int limit) {
    int length = 1 + random.nextInt(limit);
    StringBuilder text = new StringBuilder(length + 30);
    while (text.length() < length) {
      text.append(name(random)).append(", ");
    }
    return text.substring(0, length);
  }

  private static String pick(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
