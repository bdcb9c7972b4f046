package dev.concertina.story.race;

import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepState;
import dev.concertina.sql.OwnWords;
import dev.concertina.sql.UsersPath;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mistake in the engine, made on its line to the server. */
enum Mutation {
  NONE {
    @Override
    Connection line(Connection faithful, Runnable made) {
      return faithful;
    }
  },

  /** A transactional step commits without its row in the journal. */
  A_DROPPED_JOURNAL_WRITE {
    @Override
    Connection line(Connection faithful, Runnable made) {
      return proxy(
          Connection.class,
          faithful,
          (call, method, arguments) ->
              method.equals("prepareStatement")
                      && String.valueOf(arguments[0]).contains(".step AS s")
                  ? withoutDoneSteps((PreparedStatement) call.go(), made)
                  : call.go());
    }
  },

  /** Old → new copies also where the old value says nothing new. */
  A_TRIGGER_WITHOUT_ITS_GUARD {
    @Override
    Connection line(Connection faithful, Runnable made) {
      return statements(
          faithful,
          (call, method, arguments) -> {
            if (method.equals("execute")) {
              String sql = String.valueOf(arguments[0]);
              String unguarded = sql.replace("IF NOT \"in_step\"", "IF true OR NOT \"in_step\"");
              arguments[0] = unguarded;
              if (!unguarded.equals(sql)) {
                made.run();
              }
            }
            return call.go();
          });
    }
  },

  /** What a batch writes is sent only when its checkpoint has been committed. */
  A_CHECKPOINT_BEFORE_ITS_BATCH {
    @Override
    Connection line(Connection faithful, Runnable made) {
      Queue<String> late = new ArrayDeque<>();
      return statements(
          faithful,
          (call, method, arguments) -> {
            if (!method.equals("execute")) {
              return call.go();
            }
            String sql = String.valueOf(arguments[0]);
            if (sql.startsWith("UPDATE " + OwnWords.MARK.sql() + " ONLY")) {
              made.run();
              late.add(sql);
              arguments[0] = "SELECT 0";
              return call.go();
            }
            Object result = call.go();
            if (OF_THE_BATCH.contains(sql)) {
              return result;
            }
            for (String batch = late.poll(); batch != null; batch = late.poll()) {
              arguments[0] = batch;
              call.go();
            }
            return result;
          });
    }
  };

  /** What a batch sends between its rows and its commit. */
  private static final Set<String> OF_THE_BATCH =
      Set.of(UsersPath.TAKE_UP_IN_TRANSACTION.sql(), UsersPath.PUT_DOWN_IN_TRANSACTION.sql());

  /**
   * The engine's connection with this mistake on it.
   *
   * @param made is run whenever the mistake is made
   */
  abstract Connection line(Connection faithful, Runnable made);

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

  private static PreparedStatement withoutDoneSteps(
      @Nullable PreparedStatement faithful, Runnable made) {
    Set<Object> values = new HashSet<>();
    return proxy(
        PreparedStatement.class,
        faithful,
        (call, method, arguments) -> {
          if (method.equals("setObject")) {
            values.add(arguments[1]);
          }
          if (method.equals("executeUpdate")
              && values.containsAll(List.of(StepKind.DDL, StepState.DONE.name()))) {
            made.run();
            return 1;
          }
          return call.go();
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
