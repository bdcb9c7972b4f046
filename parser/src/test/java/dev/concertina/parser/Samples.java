package dev.concertina.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** SQL that the tests share; one parser for all of them, as an application has. */
final class Samples {
  static final PostgresParser PARSER = new PostgresParser();

  private Samples() {}

  /** Scripts that PostgreSQL accepts, from all over its grammar. */
  static List<String> scripts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Samples.class.getResourceAsStream("statements.sql"))) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(all.split("\n---\n", -1));
    }
  }

  static Node tree(String sql) {
    return PARSER.parse(sql).statements().get(0).tree();
  }
}
