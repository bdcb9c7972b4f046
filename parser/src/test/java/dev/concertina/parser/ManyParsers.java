package dev.concertina.parser;

import java.time.Duration;
import java.util.stream.Stream;

/** Has many parsers, each with 33 MB that it would keep for an hour. */
final class ManyParsers {

  private static final int COUNT = 20;

  private ManyParsers() {}

  public static void main(String[] arguments) {
    long parsed =
        Stream.generate(() -> new PostgresParser(Duration.ofHours(1)))
            .limit(COUNT)
            .toList()
            .stream()
            .filter(parser -> parser.parse("SELECT 1").statements().size() == 1)
            .count();
    System.out.printf("%d parsers%n", parsed);
  }
}
