package dev.concertina.engine;

import java.util.regex.Pattern;

/** Keeps passwords out of messages. */
final class Secrets {

  private static final Pattern PARAMETER = Pattern.compile("(?i)(password=)[^&\\s;\"']*");
  private static final Pattern AUTHORITY = Pattern.compile("(://[^/:@\\s]*:)[^/\\s]*@");

  private Secrets() {}

  static String hidden(String message) {
    String withoutParameter = PARAMETER.matcher(message).replaceAll("$1***");
    return AUTHORITY.matcher(withoutParameter).replaceAll("$1***@");
  }
}
