package dev.concertina.hazard.model;

import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The transaction while a script is read. */
public final class RunningTransaction implements Transaction {

  private static final Pattern ZERO = Pattern.compile("0+(?:\\s*[a-z]+)?");

  private final boolean wrapped;
  private final Map<QualifiedName, LockMode> held = new LinkedHashMap<>();
  private final Map<String, Boolean> session = new LinkedHashMap<>();
  private final Map<String, Boolean> local = new LinkedHashMap<>();
  private final Set<String> notValid = new HashSet<>();
  private final Set<String> labels = new HashSet<>();
  private final Map<QualifiedName, List<ConstraintSpec>> dropped = new HashMap<>();
  private final Set<QualifiedName> changed = new LinkedHashSet<>();
  private final Map<QualifiedName, QualifiedName> firstNames = new HashMap<>();
  private final Savepoints<State> savepoints = new Savepoints<>(this::state, this::restore);
  private final Patience patience;
  private boolean explicit;
  private boolean ofStatement;

  /** All that ROLLBACK takes back, and it lets go of locks that came since a savepoint. */
  private record State(
      Map<QualifiedName, LockMode> held,
      Map<String, Boolean> session,
      Map<String, Boolean> local,
      Set<String> notValid,
      Set<String> labels,
      Map<QualifiedName, List<ConstraintSpec>> dropped,
      Set<QualifiedName> changed,
      Map<QualifiedName, QualifiedName> firstNames) {}

  /**
   * The state at the start of a script.
   *
   * @param wrapped whether the tool has opened a transaction for all of it
   * @param patience of its file
   */
  public RunningTransaction(boolean wrapped, Patience patience) {
    this.wrapped = wrapped;
    this.patience = patience;
  }

  @Override
  public boolean open() {
    return wrapped || explicit || ofStatement;
  }

  @Override
  public boolean explicit() {
    return explicit;
  }

  @Override
  public Optional<QualifiedName> exclusivelyHeld() {
    return held.entrySet().stream()
        .filter(lock -> lock.getValue() == LockMode.ACCESS_EXCLUSIVE)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public Set<QualifiedName> stopped() {
    Set<QualifiedName> stopped = new LinkedHashSet<>();
    held.forEach(
        (relation, mode) -> {
          if (mode.compareTo(LockMode.SHARE) >= 0) {
            stopped.add(relation);
          }
        });
    return stopped;
  }

  @Override
  public Set<QualifiedName> changed() {
    return Collections.unmodifiableSet(changed);
  }

  @Override
  public boolean holds(QualifiedName relation) {
    return held.containsKey(firstName(relation));
  }

  @Override
  public boolean addedNotValid(QualifiedName table, String constraint) {
    return notValid.contains(table + " " + constraint);
  }

  @Override
  public Set<String> newLabels() {
    return Set.copyOf(labels);
  }

  @Override
  public boolean hasLockTimeout() {
    return isSet("lock_timeout") || isSet("statement_timeout");
  }

  @Override
  public boolean hasStatementTimeout() {
    return isSet("statement_timeout");
  }

  @Override
  public boolean hasWaited() {
    return patience.hasWaited();
  }

  @Override
  public boolean hasWorked() {
    return patience.hasWorked();
  }

  /**
   * An action has locked what running code uses.
   *
   * @param works whether it takes long under such a lock
   */
  public void stop(boolean works) {
    patience.note(!hasLockTimeout(), works && !hasStatementTimeout());
  }

  /** What it can take back. */
  public Savepoints<?> savepoints() {
    return savepoints;
  }

  /** The script's own BEGIN. */
  public void begin() {
    explicit = true;
  }

  /** The transaction ends, and with it its locks. */
  public void end() {
    explicit = false;
    forget();
    local.clear();
  }

  /**
   * A statement begins.
   *
   * @param isTransaction whether it is a transaction of several steps by itself
   */
  public void startStatement(boolean isTransaction) {
    ofStatement = isTransaction;
  }

  /** A statement is over. */
  public void endStatement() {
    ofStatement = false;
    endStep();
  }

  /**
   * What one statement does, or one in its body, is over; outside of a transaction its locks are,
   * too.
   */
  public void endStep() {
    if (!open()) {
      forget();
    }
  }

  /** A relation that running code uses is locked. */
  public void lock(QualifiedName relation, LockMode mode) {
    held.merge(firstName(relation), mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** A relation that running code uses is changed under a lock that stops writers. */
  public void change(QualifiedName relation) {
    changed.add(firstName(relation));
  }

  /** A relation has another name, under the same locks. */
  public void rename(QualifiedName from, QualifiedName to) {
    firstNames.put(to, firstName(from));
  }

  /** A constraint is added that is not valid. */
  public void addNotValid(QualifiedName table, String constraint) {
    notValid.add(table + " " + constraint);
  }

  /** An enum that was there gets a label. */
  public void addLabel(String label) {
    labels.add(label);
  }

  /** A setting changes; empty is its default, which is without a limit. */
  public void set(String parameter, Optional<String> value, boolean onlyLocally) {
    boolean limited = value.filter(v -> !ZERO.matcher(v.strip()).matches()).isPresent();
    (onlyLocally ? local : session).put(parameter, limited);
  }

  @Override
  public List<ConstraintSpec> dropped(QualifiedName table) {
    return dropped.getOrDefault(table, List.of());
  }

  /** A constraint is taken from a table. */
  public void drop(QualifiedName table, ConstraintSpec constraint) {
    List<ConstraintSpec> more = new ArrayList<>(dropped(table));
    more.add(constraint);
    dropped.put(table, List.copyOf(more));
  }

  private boolean isSet(String parameter) {
    return local.getOrDefault(parameter, session.getOrDefault(parameter, false));
  }

  private void forget() {
    held.clear();
    notValid.clear();
    labels.clear();
    changed.clear();
    firstNames.clear();
  }

  private State state() {
    return new State(
        new LinkedHashMap<>(held),
        Map.copyOf(session),
        Map.copyOf(local),
        Set.copyOf(notValid),
        Set.copyOf(labels),
        Map.copyOf(dropped),
        new LinkedHashSet<>(changed),
        Map.copyOf(firstNames));
  }

  private void restore(State state) {
    Savepoints.restore(held, state.held());
    Savepoints.restore(session, state.session());
    Savepoints.restore(local, state.local());
    notValid.retainAll(state.notValid());
    labels.retainAll(state.labels());
    Savepoints.restore(dropped, state.dropped());
    changed.retainAll(state.changed());
    Savepoints.restore(firstNames, state.firstNames());
  }

  /** What a relation was called when the transaction began. */
  private QualifiedName firstName(QualifiedName relation) {
    return firstNames.getOrDefault(relation, relation);
  }
}
