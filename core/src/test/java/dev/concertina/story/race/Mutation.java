package dev.concertina.story.race;

import dev.concertina.sql.OwnWords;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A mistake in the engine, made on its line to the server. */
enum Mutation {
  NONE {
    @Override
    Connection line(Connection faithful) {
      return faithful;
    }
  },

  /** A transactional step commits without its row in the journal. */
  A_DROPPED_JOURNAL_WRITE {
    @Override
    Connection line(Connection faithful) {
      return proxy(
          Connection.class,
          faithful,
          (call, method, arguments) ->
              method.equals("prepareStatement")
                      && String.valueOf(arguments[0]).contains(".step AS s")
                  ? withoutDoneSteps((PreparedStatement) call.go())
                  : call.go());
    }
  },

  /** Old → new copies also where the old value says nothing new. */
  A_TRIGGER_WITHOUT_ITS_GUARD {
    @Override
    Connection line(Connection faithful) {
      return statements(
          faithful,
          (call, method, arguments) -> {
            if (method.equals("execute")) {
              arguments[0] =
                  String.valueOf(arguments[0])
                      .replace("IF NOT \"in_step\"", "IF true OR NOT \"in_step\"");
            }
            return call.go();
          });
    }
  },

  /** What a batch writes is sent only when its checkpoint has been committed. */
  A_CHECKPOINT_BEFORE_ITS_BATCH {
    @Override
    Connection line(Connection faithful) {
      Queue<String> late = new ArrayDeque<>();
      return statements(
          faithful,
          (call, method, arguments) -> {
            if (!method.equals("execute")) {
              return call.go();
            }
            String sql = String.valueOf(arguments[0]);
            if (sql.startsWith("UPDATE " + OwnWords.MARK.sql() + " ONLY")) {
              late.add(sql);
              arguments[0] = "SELECT 0";
              return call.go();
            }
            Object result = call.go();
            for (String batch = late.poll(); batch != null; batch = late.poll()) {
              arguments[0] = batch;
              call.go();
            }
            return result;
          });
    }
  };

  private static final int KIND = 5;
  private static final int STATE = 7;

  /** The engine's connection as this mistake makes it. */
  abstract Connection line(Connection faithful);

  /** One call as it was meant. */
  @FunctionalInterface
  private interface Call {
    @Nullable Object go() throws Throwable;
  }

  @FunctionalInterface
  private interface Interceptor {
    @Nullable Object on(Call call, String method, Object[] arguments) throws Throwable;
  }

  private static Connection statements(Connection faithful, Interceptor interceptor) {
    return proxy(
        Connection.class,
        faithful,
        (call, method, arguments) ->
            method.equals("createStatement")
                ? proxy(Statement.class, (Statement) call.go(), interceptor)
                : call.go());
  }

  private static PreparedStatement withoutDoneSteps(@Nullable PreparedStatement faithful) {
    Map<Object, Object> values = new HashMap<>();
    return proxy(
        PreparedStatement.class,
        faithful,
        (call, method, arguments) -> {
          if (method.equals("setObject")) {
            values.put(arguments[0], arguments[1]);
          }
          boolean done = "DDL".equals(values.get(KIND)) && "DONE".equals(values.get(STATE));
          return method.equals("executeUpdate") && done ? 1 : call.go();
        });
  }

  private static <T> T proxy(Class<T> type, @Nullable T faithful, Interceptor interceptor) {
    return type.cast(
        Proxy.newProxyInstance(
            Mutation.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              return interceptor.on(() -> invoke(method, faithful, given), method.getName(), given);
            }));
  }

  private static @Nullable Object invoke(Method method, @Nullable Object on, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
