package dev.concertina.client;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes down every statement that an application sends, for instance during its tests: what a
 * release needs of the database, to be held against later migrations.
 *
 * <pre>{@code
 * StatementRecorder recorder = new StatementRecorder();
 * DataSource recorded = recorder.record(dataSource);
 * … run the tests with it …
 * recorder.writeTo(Path.of("billing-1.8.sql"));   // then: concertina record billing 1.8 --file …
 * }</pre>
 *
 * <p>Each text once, with {@code $1} for {@code ?}. Values are never written down, but for those
 * that stand in the text itself. What goes past the driver's statements is not seen: COPY by its
 * own interface, rows of an updatable result set. Thread-safe.
 */
public final class StatementRecorder {

  private final Set<String> statements = new ConcurrentSkipListSet<>();

  /** The same source, whose connections are listened to. */
  public DataSource record(DataSource source) {
    return proxy(DataSource.class, source);
  }

  /** What was sent so far, in the order of the texts. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  /** One statement after the other, each ended by a semicolon. */
  public void writeTo(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String sql : statements) {
      String stripped = sql.strip();
      boolean mayEndInComment = stripped.lastIndexOf("--") > stripped.lastIndexOf('\n');
      text.append(stripped).append(mayEndInComment ? "\n;\n" : ";\n");
    }
    Files.writeString(file, text);
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call(self, target, method, arguments)));
  }

  private @Nullable Object call(
      Object self, Object target, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (arguments != null && name.equals("equals")) {
      return self == arguments[0];
    }
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      note(name, sql, arguments.length == 2 ? arguments[1] : null);
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    return name.equals("unwrap") ? result : listened(result);
  }

  /**
   * Writes it down as the driver sends it.
   *
   * @param keys which generated keys the driver adds RETURNING for
   */
  private void note(String method, String sql, @Nullable Object keys) {
    boolean prepared = method.equals("prepareStatement");
    boolean executed = method.startsWith("execute") || method.equals("addBatch");
    if (method.equals("prepareCall")) {
      statements.add(Placeholders.numbered(JdbcText.called(sql)));
    } else if (prepared) {
      statements.add(Placeholders.numbered(JdbcText.returning(sql, keys)));
    } else if (executed) {
      statements.add(JdbcText.returning(sql, keys));
    }
  }

  private @Nullable Object listened(@Nullable Object result) {
    if (result instanceof CallableStatement statement) {
      return proxy(CallableStatement.class, statement);
    }
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, statement);
    }
    if (result instanceof Statement statement) {
      return proxy(Statement.class, statement);
    }
    return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
  }
}
