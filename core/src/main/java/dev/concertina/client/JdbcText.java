package dev.concertina.client;

import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's driver sends for a text of JDBC, where that is another text. */
final class JdbcText {

  private static final Pattern CALL =
      Pattern.compile("(?is)\\s*\\{\\s*(?:\\?\\s*=\\s*)?call\\s+(.*?)\\s*\\}\\s*");

  private static final Pattern WRITES =
      Pattern.compile("(?is)\\s*(?:insert|update|delete|merge)\\b.*");

  private static final Pattern RETURNING = Pattern.compile("(?is).*\\breturning\\b.*");

  private JdbcText() {}

  /** <code>{? = call f(?)}</code>; {@code CALL p(?)} is sent as it is. */
  static String called(String sql) {
    Matcher call = CALL.matcher(sql);
    if (!call.matches()) {
      return sql;
    }
    String function = call.group(1);
    return "SELECT * FROM " + function + (function.endsWith(")") ? "" : "()");
  }

  /**
   * With the RETURNING that the driver adds for generated keys.
   *
   * @param keys {@code RETURN_GENERATED_KEYS} or the names of columns; anything else asks for none
   */
  static String returning(String sql, @Nullable Object keys) {
    Optional<String> columns = columns(keys);
    boolean adds =
        columns.isPresent() && WRITES.matcher(sql).matches() && !RETURNING.matcher(sql).matches();
    return adds ? sql.replaceFirst("[;\\s]+$", "") + "\nRETURNING " + columns.orElseThrow() : sql;
  }

  private static Optional<String> columns(@Nullable Object keys) {
    if (keys instanceof Integer flag && flag == Statement.RETURN_GENERATED_KEYS) {
      return Optional.of("*");
    }
    return keys instanceof String[] names && names.length > 0
        ? Optional.of(quoted(names))
        : Optional.empty();
  }

  private static String quoted(String[] names) {
    return Arrays.stream(names)
        .map(name -> '"' + name.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(", "));
  }
}
