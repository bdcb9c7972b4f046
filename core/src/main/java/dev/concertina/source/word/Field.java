package dev.concertina.source.word;

/**
 * A key that a mapping may have.
 *
 * @param about one sentence, which editors show
 */
public record Field(String key, Shape shape, boolean required, String about) {

  public static Field required(String key, Shape shape, String about) {
    return new Field(key, shape, true, about);
  }

  public static Field optional(String key, Shape shape, String about) {
    return new Field(key, shape, false, about);
  }
}
