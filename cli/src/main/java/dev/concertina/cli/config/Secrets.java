package dev.concertina.cli.config;

import java.util.regex.Pattern;

/** Keeps passwords out of what is written. */
public final class Secrets {

  /**
   * {@code user:password@} of a URL, up to the last @ before a slash, a question mark or a space.
   */
  private static final Pattern USER_INFO = Pattern.compile("(//[^/?#\\s:@]*):[^\\s]*@(?=[^@\\s]*)");

  private static final Pattern PARAMETER =
      Pattern.compile("(?i)\\b(password|sslpassword)(\\s*=\\s*)[^&\\s'\"]+");

  private Secrets() {}

  /** The text with the password of every connection URL in it masked. */
  public static String mask(String text) {
    String withoutUserInfo = USER_INFO.matcher(text).replaceAll("$1:***@");
    return PARAMETER.matcher(withoutUserInfo).replaceAll("$1$2***");
  }
}
