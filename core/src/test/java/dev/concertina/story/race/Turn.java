package dev.concertina.story.race;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One operation's view of the world: a session of one version, and what its writer owns. */
final class Turn {

  final Random random;
  final Side side;
  final Scenario scenario;
  final Shape shape;
  final Estate estate;
  final int major;
  private final Connection session;
  private final Keys keys;
  private final List<String> said;

  Turn(
      Random random,
      Side side,
      Scenario scenario,
      Estate estate,
      int major,
      Connection session,
      Keys keys,
      List<String> said) {
    this.random = random;
    this.side = side;
    this.scenario = scenario;
    this.shape = scenario.shape(side);
    this.estate = estate;
    this.major = major;
    this.session = session;
    this.keys = keys;
    this.said = said;
  }

  Law law() {
    return scenario.law();
  }

  Connection session() {
    return session;
  }

  /** A key of this writer that has no row; where most are taken, one that was never used. */
  long newKey() {
    for (int i = 0; i < 20; i++) {
      long key = keys.any(random);
      if (!estate.rows.containsKey(key)) {
        return key;
      }
    }
    return keys.after(estate.rows.lastKey());
  }

  Optional<Long> someKey() {
    return estate.anyKey(random);
  }

  /** Now and then NULL. */
  @Nullable String value() {
    return shape.nulls() && random.nextInt(8) == 0 ? null : shape.value(random);
  }

  /** A statement with {@code $w} for the word's column, {@code $g} for the tag's, {@code $v}. */
  int run(String template, @Nullable Object... values) throws SQLException {
    String sql = sql(template);
    said.add(side + " " + sql + " " + Arrays.toString(values));
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  /**
   * Whether a sync is on the table. Asked after a write in the same transaction, whose lock keeps
   * it there, or away: without one nothing is derived.
   */
  boolean isInStep() throws SQLException {
    try (PreparedStatement statement =
            session.prepareStatement(
                """
                SELECT FROM pg_trigger
                WHERE tgrelid = 't'::regclass AND tgname LIKE '%concertina%'""");
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /** For what is not a plain statement. */
  String say(String template) {
    String sql = sql(template);
    said.add(side + " " + sql);
    return sql;
  }

  private String sql(String template) {
    return template
        .replace("$w", shape.word())
        .replace("$g", shape.tag())
        .replace("$k", scenario.key())
        .replace("$v", "CAST(? AS " + shape.type() + ")");
  }

  void updated(long key, @Nullable String value) {
    estate.change(key, row -> row.updated(law().updated(row.words(), side, value)));
  }

  /** An UPDATE that leaves the word alone. */
  void touched(long key) {
    estate.change(key, row -> row.updated(row.words()));
  }

  void inserted(long key, @Nullable String value, int region) {
    estate.rows.put(key, Row.inserted(law().inserted(side, value), region));
  }

  int region(long key) {
    Row row = estate.rows.get(key);
    return row == null ? Scenario.region(random) : row.region();
  }

  /** The word that a row has in this version. */
  @Nullable String word(long key) {
    Row row = estate.rows.get(key);
    if (row == null) {
      throw new IllegalArgumentException("no row " + key);
    }
    return row.words().of(side);
  }
}
