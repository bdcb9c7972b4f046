package dev.concertina.source;

import java.util.List;
import java.util.Optional;

/** What a migration is written in; its file's name says so. */
enum Language {
  SQL,
  /** JSON is YAML too. */
  YAML;

  private static final String SQL_ENDING = ".sql";
  private static final List<String> YAML_ENDINGS = List.of(".yaml", ".yml", ".json");

  /** The language of a file with that name. */
  static Optional<Language> ofName(String name) {
    return ending(name).map(ending -> ending.equals(SQL_ENDING) ? SQL : YAML);
  }

  /** The name without its ending. */
  static String bare(String name) {
    return ending(name)
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }

  /** Every ending, for messages. */
  static String endings() {
    return SQL_ENDING + ", " + String.join(", ", YAML_ENDINGS);
  }

  private static Optional<String> ending(String name) {
    return name.endsWith(SQL_ENDING)
        ? Optional.of(SQL_ENDING)
        : YAML_ENDINGS.stream().filter(name::endsWith).findAny();
  }
}
