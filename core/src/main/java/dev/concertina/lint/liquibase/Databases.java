package dev.concertina.lint.liquibase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The attribute {@code dbms}: a list of databases, or of those that are left out. */
final class Databases {

  private Databases() {}

  static boolean arePostgres(String list) {
    List<String> names =
        Arrays.stream(list.split(",", -1))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList();
    boolean excluded = names.contains("!postgresql");
    boolean onlyExclusions = names.stream().allMatch(name -> name.startsWith("!"));
    return !excluded && (onlyExclusions || names.contains("postgresql") || names.contains("all"));
  }
}
