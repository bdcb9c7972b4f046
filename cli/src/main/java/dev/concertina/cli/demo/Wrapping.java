package dev.concertina.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
final class Wrapping {

  private Wrapping() {}

  /**
   * The text in lines of at most {@code width} characters; a word that is longer is broken.
   *
   * @param width at least 1
   */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text.replaceAll("\\s+", " ").strip();
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
