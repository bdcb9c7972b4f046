package dev.concertina.evidence;

import java.util.regex.Pattern;

/**
 * Keeps passwords out of what is told of statements: before PostgreSQL 17 the constants of utility
 * commands stand in their counted texts.
 */
final class Passwords {

  /** The words of ALTER ROLE, CREATE SUBSCRIPTION, CREATE USER MAPPING and dblink. */
  private static final Pattern MAY_BE =
      Pattern.compile("(?i)password|passwd|secret|\\bconnection\\b|\\boptions\\b|dblink");

  private static final Pattern CONSTANT =
      Pattern.compile("'(?:[^']|'')*+'?|\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)", Pattern.DOTALL);

  private Passwords() {}

  /** The text; where one may be in it, no constant is told. */
  static String hidden(String sql) {
    return MAY_BE.matcher(sql).find() ? CONSTANT.matcher(sql).replaceAll("'***'") : sql;
  }
}
