package dev.concertina.session;

import java.sql.SQLException;
import java.util.Set;

/**
 * The SQLSTATE values on which Concertina decides ("PostgreSQL Error Codes" in the documentation).
 */
public final class SqlState {

  public static final String LOCK_NOT_AVAILABLE = "55P03";
  public static final String QUERY_CANCELED = "57014";
  public static final String UNIQUE_VIOLATION = "23505";
  public static final String UNDEFINED_TABLE = "42P01";
  public static final String DUPLICATE_TABLE = "42P07";
  public static final String INSUFFICIENT_PRIVILEGE = "42501";
  public static final String DISK_FULL = "53100";
  public static final String OUT_OF_MEMORY = "53200";
  public static final String RESERVED_NAME = "42939";

  private static final String DEADLOCK = "40P01";
  private static final String SERIALIZATION_FAILURE = "40001";

  /**
   * By an administrator, a crash, a shutdown; idle for too long, in a transaction or not; in a
   * transaction for too long.
   */
  private static final Set<String> TERMINATED =
      Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");

  private SqlState() {}

  /** The state, or the empty string where the driver gave none. */
  public static String of(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  public static boolean is(SQLException e, String state) {
    return of(e).equals(state);
  }

  /** Whether the same transaction may succeed when it is run again. */
  public static boolean isRetryable(SQLException e) {
    return Set.of(LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION_FAILURE).contains(of(e));
  }

  /** Whether the session is gone, and with it the knowledge of whether a COMMIT arrived. */
  public static boolean isConnectionLost(SQLException e) {
    return of(e).startsWith("08") || TERMINATED.contains(of(e));
  }
}
