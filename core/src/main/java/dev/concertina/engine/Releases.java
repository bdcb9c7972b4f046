package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Need;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.evidence.StatementAnalyst;
import dev.concertina.evidence.StatementText;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.Verdict;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Layout;
import dev.concertina.journal.ReleaseLog;
import dev.concertina.journal.ReleaseLog.Release;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.plan.Plan;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What releases of applications need of the database, recorded once and held against migrations,
 * also where no application runs: in CI, on a database that holds only structure. Not thread-safe.
 */
public final class Releases {

  private final Access access;
  private final PlanSource plans;
  private final PostgresParser parser;

  Releases(Access access, PlanSource plans, PostgresParser parser) {
    this.access = access;
    this.plans = plans;
    this.parser = parser;
  }

  /**
   * That a live release needs what a migration takes away.
   *
   * @param need how; a statement that nobody can judge counts as one that needs it
   * @param words what it uses, or why that is not known
   */
  public record Needed(Release release, String statement, Need need, String words) {}

  /**
   * What was counted.
   *
   * @param unreadable how many more there are, whose texts are hidden or lost
   */
  public record Counted(List<String> statements, long unreadable) {
    public Counted {
      statements = List.copyOf(statements);
    }
  }

  /**
   * Records what a release needs, in the place of what was recorded of it before.
   *
   * @param texts of one statement each, or of several, as a driver sends them
   */
  public void record(String application, String release, List<String> texts) {
    Identifier home = access.settings().home();
    List<String> statements = texts.stream().flatMap(this::apart).toList();
    access.reading(
        session -> {
          new Layout(home).create(session);
          return Jdbc.inTransaction(
              session,
              () -> {
                new ReleaseLog(home).record(session, application, release, statements);
                new EventLog(home, access.who())
                    .record(
                        session,
                        "release-recorded",
                        application + " " + release + ": " + statements.size() + " statements");
                return release;
              });
        });
  }

  /** The release is not live any more; false if none of that name was recorded. */
  public boolean end(String application, String release) {
    Identifier home = access.settings().home();
    return access.reading(
        session ->
            access.journalExists(session)
                && Jdbc.inTransaction(
                    session,
                    () -> {
                      boolean ended = new ReleaseLog(home).end(session, application, release);
                      if (ended) {
                        new EventLog(home, access.who())
                            .record(session, "release-ended", application + " " + release);
                      }
                      return ended;
                    }));
  }

  /** Every release that is recorded and not ended. */
  public List<Release> live() {
    return access.reading(
        session ->
            access.journalExists(session)
                ? new ReleaseLog(access.settings().home()).all(session)
                : List.<Release>of());
  }

  /**
   * What a role has run on this database, as the server has counted it.
   *
   * @return empty if nobody counts statements here
   */
  public Optional<Counted> counted(String role) {
    return access.reading(
        session -> {
          PgStatStatements source = new PgStatStatements(session);
          return source.isThere()
              ? Optional.of(
                  counted(
                      source.observe().statements().stream()
                          .filter(s -> s.key().user().filter(role::equals).isPresent())
                          .map(LiveStatement::text)
                          .toList()))
              : Optional.empty();
        });
  }

  private static Counted counted(List<StatementText> texts) {
    List<String> shown = texts.stream().flatMap(text -> text(text).stream()).toList();
    return new Counted(shown.stream().distinct().sorted().toList(), texts.size() - shown.size());
  }

  /** What the grammar refuses stays as it is, and cannot be judged. */
  private Stream<String> apart(String text) {
    if (text.indexOf(';') < 0) {
      return Stream.of(text);
    }
    try {
      List<String> statements = parser.texts(text);
      return statements.size() > 1 ? statements.stream() : Stream.of(text);
    } catch (SqlSyntaxException e) {
      return Stream.of(text);
    }
  }

  /**
   * Which of the releases need what the migration takes away in the end.
   *
   * @param releases for instance {@link #live}
   */
  public List<Needed> needing(Migration migration, List<Release> releases) {
    return access.reading(
        session -> {
          Plan plan = plans.plan(migration, session);
          Takeaway takeaway = DoomedObjects.in(session, parser).of(plan);
          List<Needed> needed = new ArrayList<>();
          for (Release release : releases) {
            needed.addAll(needing(session, release, takeaway));
          }
          return needed;
        });
  }

  private List<Needed> needing(Connection session, Release release, Takeaway takeaway)
      throws SQLException {
    if (takeaway.isNothing()) {
      return List.of();
    }
    List<Needed> needed = new ArrayList<>();
    for (Verdict verdict :
        new StatementAnalyst(parser, access.settings().home())
            .written(session, release.application(), release.statements(), takeaway)) {
      if (verdict.need() != Need.NOTHING) {
        needed.add(
            new Needed(
                release, verdict.statement().text().words(), verdict.need(), verdict.words()));
      }
    }
    return needed;
  }

  private static Optional<String> text(StatementText text) {
    return text instanceof StatementText.Shown shown ? Optional.of(shown.sql()) : Optional.empty();
  }
}
