package dev.concertina.engine;

import dev.concertina.session.SqlState;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Why there is no session, in words that name the place and repeat no password. */
final class Unreachable {

  private Unreachable() {}

  static UnreachableException of(String target, SQLException e) {
    Reason reason = reason(e);
    UnreachableException failure =
        new UnreachableException(
            reason.code,
            Secrets.hidden("Cannot connect to " + target + ": " + why(e) + "."),
            reason.hint);
    failure.initCause(e);
    return failure;
  }

  private enum Reason {
    AUTHENTICATION("authentication", "Check the user, the password and the server's pg_hba.conf."),
    TLS(
        "tls",
        "Make sslmode and sslrootcert of the URL fit the server: sslmode=require encrypts,"
            + " sslmode=disable does not."),
    NO_DATABASE("no-database", "Check the name of the database in the URL."),
    TOO_MANY(
        "too-many-connections", "Concertina needs four connections: free some, then run again."),
    UNREACHABLE(
        "unreachable", "Check host and port in the URL and that the server runs, then run again.");

    private final String code;
    private final String hint;

    Reason(String code, String hint) {
      this.code = code;
      this.hint = hint;
    }
  }

  private static Reason reason(SQLException e) {
    if (isAboutTls(e)) {
      return Reason.TLS;
    }
    return switch (SqlState.of(e)) {
      case "28P01", "28000", "08004" -> Reason.AUTHENTICATION;
      case "3D000" -> Reason.NO_DATABASE;
      case "53300" -> Reason.TOO_MANY;
      default -> Reason.UNREACHABLE;
    };
  }

  /** The driver has no SQLSTATE for it; pg_hba.conf says "no encryption" of a session without. */
  private static boolean isAboutTls(SQLException e) {
    if (network(e).isPresent()) {
      return false;
    }
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return (message.contains("ssl") && !message.contains("pg_hba.conf"))
        || message.contains("no encryption");
  }

  private static String why(SQLException e) {
    return network(e).orElseGet(() -> said(e));
  }

  /** The driver's words without its advice and its full stop; the hint says what to do. */
  private static String said(SQLException e) {
    return e.getMessage() == null
        ? "it does not answer"
        : e.getMessage().strip().replaceFirst("(\\. Check that the hostname .*)?\\.?$", "");
  }

  /** What the network said, which the driver hides behind words of its own. */
  private static Optional<String> network(SQLException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return Optional.of("the host name " + cause.getMessage() + " is not known");
      }
      if (cause instanceof SocketTimeoutException) {
        return Optional.of("it did not answer in time");
      }
    }
    return Optional.empty();
  }
}
