package dev.concertina.cli.demo.scenario;

import static dev.concertina.cli.demo.scenario.Names.WHOLE_ROW;
import static dev.concertina.cli.demo.scenario.Names.id;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A price that was kept as text becomes a number; the old application still binds text. */
final class ChangeColumnType implements Scenario {

  private static final int CENTS = 1_000_000;
  private static final int EURO = 100;

  @Override
  public String title() {
    return "change a column's type";
  }

  @Override
  public String why() {
    return "old code expects a different type";
  }

  @Override
  public String schema() {
    return """
        CREATE TABLE orders (
          id bigint PRIMARY KEY,
          price text NOT NULL,
          visits integer NOT NULL)""";
  }

  @Override
  public List<Load> loads() {
    return List.of(new Load("COPY orders (id, price, visits) FROM STDIN", WHOLE_ROW));
  }

  @Override
  public String indexes() {
    return "CREATE INDEX orders_price ON orders (price)";
  }

  @Override
  public String file() {
    return "V7__price_is_a_number.sql";
  }

  @Override
  public String migration() {
    return """
        -- concertina: down = price::text
        ALTER TABLE orders ALTER COLUMN price TYPE numeric(12,2) USING price::numeric(12,2);
        """;
  }

  @Override
  public Statements before() {
    return Statements.indexed(id("orders"), id("price"), ValueType.TEXT);
  }

  @Override
  public Statements after() {
    return Statements.indexed(id("orders"), id("price"), ValueType.NUMERIC);
  }

  /** Every other price is in whole euros: {@code 5}, which the new application reads as 5.00. */
  @Override
  public String byOld(Random random) {
    return random.nextBoolean() ? Integer.toString(random.nextInt(CENTS / EURO)) : byNew(random);
  }

  @Override
  public String byNew(Random random) {
    return BigDecimal.valueOf(random.nextInt(CENTS), 2).toPlainString();
  }

  @Override
  public @Nullable String up(@Nullable String old) {
    return old == null ? null : new BigDecimal(old).setScale(2).toPlainString();
  }

  @Override
  public @Nullable String down(@Nullable String value) {
    return value;
  }
}
