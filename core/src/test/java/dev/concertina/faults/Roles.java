package dev.concertina.faults;

import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The roles of the page about rights, on a database where PUBLIC has none. Closing it drops the
 * roles and what they own.
 */
final class Roles implements AutoCloseable {

  private static final Path PAGE = Path.of("..", "docs", "rights.md");
  private static final Pattern SQL = Pattern.compile("(?s)<!-- roles -->\\n```sql\\n(.*?)```");
  private static final Pattern SHOP = Pattern.compile("\\bshop(?=_|\\b)");

  private final TestDatabase database;

  private Roles(TestDatabase database) {
    this.database = database;
  }

  /** Makes them as the page says; the database takes the place of its shop. */
  static Roles on(TestDatabase database) {
    Roles roles = new Roles(database);
    database.execute(
        "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        SHOP.matcher(page()).replaceAll(database.name()));
    return roles;
  }

  /** A session of the role that runs Concertina. */
  Connection deploys() {
    return database.connection(database.name() + "_deploy");
  }

  /** The application, which owns nothing. */
  String application() {
    return database.name() + "_app";
  }

  /** Runs SQL as the role that owns the tables; it may make schemas while it does. */
  void owner(String... statements) throws SQLException {
    String owner = database.name() + "_owner";
    database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + owner);
    try (Connection session = database.connection();
        Statement statement = session.createStatement()) {
      statement.execute("SET ROLE " + owner);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    database.execute("REVOKE CREATE ON DATABASE " + database.name() + " FROM " + owner);
  }

  @Override
  public void close() {
    for (String role : List.of("_deploy", "_owner", "_app")) {
      database.execute(
          "DROP OWNED BY " + database.name() + role + " CASCADE",
          "DROP ROLE " + database.name() + role);
    }
  }

  private static String page() {
    try {
      Matcher block = SQL.matcher(Files.readString(PAGE));
      if (!block.find()) {
        throw new AssertionError("no roles in " + PAGE);
      }
      return block.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
