package dev.concertina.throttle;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.Share;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Limits that were checked. A limit that is not given has its standard value. Immutable. */
public final class Limits {

  /** Every limit has its standard value. */
  public static final Limits STANDARD = new Limits(Map.of());

  private final Map<Limit, String> given;

  private Limits(Map<Limit, String> given) {
    this.given = Map.copyOf(given);
  }

  /**
   * Reads texts by the words of their limits.
   *
   * @throws MigrationException {@code bad-limit} if a word is unknown or a text is not accepted
   */
  public static Limits parse(Map<String, String> texts) {
    Map<Limit, String> given = new EnumMap<>(Limit.class);
    texts.forEach(
        (word, text) -> {
          Limit limit = Limit.of(word).orElseThrow(() -> unknown(word));
          given.put(limit, checked(limit, text));
        });
    return new Limits(given);
  }

  /** These limits, where the other ones are not given. */
  public Limits overriddenBy(Limits other) {
    Map<Limit, String> both = new EnumMap<>(Limit.class);
    both.putAll(given);
    both.putAll(other.given);
    return new Limits(both);
  }

  /** The texts that were given, by word. */
  public Map<String, String> given() {
    return texts(false);
  }

  /** The texts of all limits, by word; {@link #parse} understands it. */
  public Map<String, String> inForce() {
    return texts(true);
  }

  public boolean isOff(Limit limit) {
    return limit.unit().isOff(text(limit));
  }

  /** As it was given, or the standard. */
  public String text(Limit limit) {
    return given.getOrDefault(limit, limit.standard());
  }

  /**
   * How many sessions work at a time, at least 1.
   *
   * @param company whether others work on the server, see {@link Company}
   */
  public int workers(boolean company) {
    boolean fewer = company && Unit.isAuto(text(Limit.WORKERS));
    return fewer ? 1 : (int) amount(Limit.WORKERS).orElse(1);
  }

  /** The duty cycle, whatever signals say. */
  Optional<Share> duty() {
    double part = amount(Limit.DUTY).orElse(100) / 100.0;
    return Share.of(Limit.DUTY.word(), part, "as it was set");
  }

  /** The number of a limit in its unit; empty if it is off. */
  OptionalLong amount(Limit limit) {
    return isOff(limit) ? OptionalLong.empty() : limit.unit().parse(text(limit));
  }

  /** A limit that is a duration and not off. */
  Duration duration(Limit limit) {
    return Duration.ofMillis(amount(limit).orElseThrow());
  }

  /** The sessions that may be active on a server with so many connections, at least 1. */
  long activeSessions(long maxConnections) {
    long amount = amount(Limit.MAX_ACTIVE_SESSIONS).orElse(maxConnections);
    return text(Limit.MAX_ACTIVE_SESSIONS).endsWith("%")
        ? Math.max(1, maxConnections * amount / 100)
        : amount;
  }

  /** The user's query; empty if it is off. */
  Optional<String> query() {
    return isOff(Limit.THROTTLE_QUERY) ? Optional.empty() : Optional.of(text(Limit.THROTTLE_QUERY));
  }

  private Map<String, String> texts(boolean all) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Limit limit : Limit.values()) {
      if (all || given.containsKey(limit)) {
        texts.put(limit.word(), text(limit));
      }
    }
    return texts;
  }

  private static String checked(Limit limit, String text) {
    if (!limit.unit().isOff(text) && limit.unit().parse(text).isEmpty()) {
      throw new MigrationException(
          "bad-limit",
          "The limit " + limit.word() + " cannot be \"" + text + "\".",
          "Give " + limit.accepted() + ".",
          Optional.empty());
    }
    return limit.unit().isOff(text) ? Unit.OFF : text.strip();
  }

  private static MigrationException unknown(String word) {
    return new MigrationException(
        "bad-limit",
        "There is no limit \"" + word + "\".",
        "The limits are " + String.join(", ", Limit.words()) + ".",
        Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits limits && limits.given.equals(given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    return given().toString();
  }
}
