package dev.concertina.evidence.probe;

import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is found out about one question. Not thread-safe. */
final class Findings {

  /**
   * Under this search path the statement cannot have run: a name, an operator or a schema is not
   * there, or a column is ambiguous.
   */
  private static final Set<String> CANNOT_RUN =
      Set.of("42P01", "42703", "42883", "42704", "3F000", "42702", "42P10", "42804", "42601");

  private final List<Sighting.Understood> understood = new ArrayList<>();
  private final List<String> notMeant = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  void closed(List<Identifier> schemas) {
    String names = schemas.stream().map(Identifier::sql).collect(Collectors.joining(", "));
    unknown.add(
        "Names in the schema "
            + names
            + " are not shown to this role: GRANT USAGE ON SCHEMA "
            + names
            + " TO the role that Concertina uses.");
  }

  void resolved(List<Identifier> path, Described.Accepted described, @Nullable Resolved resolved) {
    if (resolved instanceof Resolved.Body body) {
      understood.add(new Sighting.Understood(path, described, body));
    } else if (resolved instanceof Resolved.Refused refused) {
      refused(refused.state(), refused.message());
    }
  }

  void refused(String state, String message) {
    if (state.equals(SqlState.LOCK_NOT_AVAILABLE)) {
      unknown.add("Another session holds a lock on a table of it; ask again.");
    } else {
      (CANNOT_RUN.contains(state) ? notMeant : unknown)
          .add("PostgreSQL cannot resolve it: " + message + ".");
    }
  }

  /** All that was found; a path under which it cannot have run counts only if there is no other. */
  Sighting sighting() {
    List<String> reasons = new ArrayList<>(unknown);
    if (understood.isEmpty() && unknown.isEmpty()) {
      notMeant.stream().findFirst().ifPresent(reasons::add);
    }
    return new Sighting(understood, reasons.stream().distinct().toList());
  }
}
