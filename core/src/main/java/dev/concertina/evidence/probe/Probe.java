package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.text.QueryText;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server what queries mean, under each search path that they may run under. Runs none of
 * them. Belongs to one connection in autocommit; not thread-safe.
 */
public final class Probe implements AutoCloseable {

  private static final int BATCH = 50;
  private static final int BATCH_CHARS = 1 << 20;
  private static final int TRIES_FOR_LOCKS = 5;

  private final PinnedSession session;
  private final ServerParse parse;
  private final AtomicFunctions functions;
  private final Arguments arguments;
  private final SearchPaths paths;
  private final PathChoice choice;
  private final CommandHooks hooks;

  /**
   * Pins the session's settings until it is closed.
   *
   * @param home the schema of Concertina's own functions: what they do is no use
   * @param watched relations that matter: a query that names one without a schema may mean it, or a
   *     view over it, whatever the search path of its role
   */
  public Probe(Connection connection, Identifier home, Collection<QualifiedName> watched)
      throws SQLException {
    this.hooks = new CommandHooks(connection, home);
    this.parse = new ServerParse(connection);
    this.functions = new AtomicFunctions(connection);
    this.arguments = new Arguments(connection);
    this.paths = new SearchPaths(connection);
    Set<QualifiedName> watchedOrOver = new LinkedHashSet<>(watched);
    watchedOrOver.addAll(paths.viewsOver(watched));
    this.choice = new PathChoice(paths, watchedOrOver);
    this.session = new PinnedSession(connection);
  }

  /**
   * Whether it is the command by which a probe asks; a role that is no superuser is counted too.
   */
  public static boolean isOwn(String sql) {
    return sql.strip().equals(Block.TEXT);
  }

  /** What each question means under every search path that it may have, in their order. */
  public List<Sighting> look(List<Question> questions) throws SQLException {
    List<QueryText> texts = questions.stream().map(question -> question.query().text()).toList();
    return look(texts, describe(questions, texts));
  }

  /** What each text means under one search path, in their order. */
  public List<Sighting> lookUnder(List<QueryText> texts, List<List<Identifier>> paths)
      throws SQLException {
    Set<Attempt> open = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      open.add(new Attempt(i, paths.get(i)));
    }
    Map<Attempt, Described> described = new LinkedHashMap<>();
    describe(texts, open, described);
    return look(texts, described);
  }

  private List<Sighting> look(List<QueryText> texts, Map<Attempt, Described> described)
      throws SQLException {
    Map<Attempt, Resolved> resolved = resolve(texts, described);
    List<Findings> findings = new ArrayList<>();
    texts.forEach(text -> findings.add(new Findings()));
    for (Map.Entry<Attempt, Described> entry : described.entrySet()) {
      Attempt attempt = entry.getKey();
      Findings found = findings.get(attempt.question());
      List<Identifier> closed = paths.closed(attempt.path());
      if (!closed.isEmpty()) {
        found.closed(closed);
      } else if (entry.getValue() instanceof Described.Accepted accepted) {
        Command command = texts.get(attempt.question()).command();
        found.resolved(attempt.path(), accepted, whole(resolved.get(attempt), command));
      } else if (entry.getValue() instanceof Described.Refused refused) {
        found.refused(refused.state(), refused.message());
      }
    }
    return findings.stream().map(Findings::sighting).toList();
  }

  private @Nullable Resolved whole(@Nullable Resolved resolved, Command command)
      throws SQLException {
    return resolved instanceof Resolved.Body body
        ? new Resolved.Body(hooks.with(body.uses(), command), body.sql())
        : resolved;
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }

  private Map<Attempt, Described> describe(List<Question> questions, List<QueryText> texts)
      throws SQLException {
    Map<Attempt, Described> described = new LinkedHashMap<>();
    Set<Attempt> open = new LinkedHashSet<>();
    for (int i = 0; i < questions.size(); i++) {
      for (List<Identifier> path : choice.first(questions.get(i))) {
        open.add(new Attempt(i, path));
      }
    }
    describe(texts, open, described);
    Set<Integer> understood = new LinkedHashSet<>();
    described.forEach(
        (attempt, answer) -> {
          if (answer instanceof Described.Accepted) {
            understood.add(attempt.question());
          }
        });
    open.clear();
    for (int i = 0; i < questions.size(); i++) {
      if (!understood.contains(i)) {
        for (List<Identifier> path : choice.further(questions.get(i))) {
          open.add(new Attempt(i, path));
        }
      }
    }
    describe(texts, open, described);
    return described;
  }

  private void describe(List<QueryText> texts, Set<Attempt> open, Map<Attempt, Described> described)
      throws SQLException {
    Map<List<Identifier>, List<Attempt>> byPath = new LinkedHashMap<>();
    open.forEach(a -> byPath.computeIfAbsent(a.path(), path -> new ArrayList<>()).add(a));
    for (Map.Entry<List<Identifier>, List<Attempt>> same : byPath.entrySet()) {
      session.path(same.getKey());
      for (Attempt attempt : same.getValue()) {
        described.put(attempt, describe(texts.get(attempt.question())));
      }
    }
    session.catalogOnly();
  }

  private Described describe(QueryText text) throws SQLException {
    Described described = parse.describe(text);
    for (int i = 1; i < TRIES_FOR_LOCKS && isLocked(described); i++) {
      described = parse.describe(text);
    }
    return described;
  }

  private static boolean isLocked(Described described) {
    return described instanceof Described.Refused refused
        && refused.state().equals(SqlState.LOCK_NOT_AVAILABLE);
  }

  private Map<Attempt, Resolved> resolve(List<QueryText> texts, Map<Attempt, Described> described)
      throws SQLException {
    Map<Attempt, Described.Accepted> open = new LinkedHashMap<>();
    described.forEach(
        (attempt, answer) -> {
          if (answer instanceof Described.Accepted accepted) {
            open.put(attempt, accepted);
          }
        });
    arguments.read(open.values().stream().flatMap(a -> a.parameters().stream()).toList());
    Map<Attempt, Resolved> resolved = new HashMap<>();
    for (int i = 0; i < TRIES_FOR_LOCKS && !open.isEmpty(); i++) {
      resolveOnce(texts, open, resolved);
      open.keySet().removeIf(attempt -> !isLocked(resolved.get(attempt)));
    }
    return resolved;
  }

  private static boolean isLocked(@Nullable Resolved resolved) {
    return resolved instanceof Resolved.Refused refused
        && refused.state().equals(SqlState.LOCK_NOT_AVAILABLE);
  }

  private void resolveOnce(
      List<QueryText> texts, Map<Attempt, Described.Accepted> open, Map<Attempt, Resolved> resolved)
      throws SQLException {
    List<Attempt> batch = new ArrayList<>();
    List<AtomicFunctions.Query> queries = new ArrayList<>();
    int chars = 0;
    for (Map.Entry<Attempt, Described.Accepted> entry : open.entrySet()) {
      Attempt attempt = entry.getKey();
      List<Integer> types = entry.getValue().parameters();
      String sql = arguments.bound(texts.get(attempt.question()), types);
      if (batch.size() == BATCH || chars + sql.length() > BATCH_CHARS) {
        resolve(batch, queries, resolved);
        chars = 0;
      }
      chars += sql.length();
      batch.add(attempt);
      queries.add(
          new AtomicFunctions.Query(
              sql, arguments.list(types), PinnedSession.written(attempt.path())));
    }
    resolve(batch, queries, resolved);
  }

  private void resolve(
      List<Attempt> batch, List<AtomicFunctions.Query> queries, Map<Attempt, Resolved> resolved)
      throws SQLException {
    List<Resolved> answers = queries.isEmpty() ? List.of() : functions.resolve(queries);
    for (int i = 0; i < answers.size(); i++) {
      resolved.put(batch.get(i), answers.get(i));
    }
    batch.clear();
    queries.clear();
  }
}
