package dev.concertina.gate;

import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.StatementAnalyst;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.Verdict;
import dev.concertina.journal.ReleaseLog;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The releases that are recorded as live: none may need what CONTRACT takes away. A nightly job may
 * not have called its statement within the soak time; its release has told it all the same.
 *
 * <p>What cannot be told of a text, or depends on the search path, is left to {@link
 * StatementWitness}, who sees whether it is called.
 */
final class ReleaseWitness implements Witness {

  private static final String ABOUT = "releases";

  private final GatePolicy policy;
  private final Identifier home;
  private final PostgresParser parser;

  ReleaseWitness(GatePolicy policy, Identifier home, PostgresParser parser) {
    this.policy = policy;
    this.home = home;
    this.parser = parser;
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    if (question.kind() != GateKind.OLD_SHAPE_UNUSED) {
      return Testimony.open(ABOUT, "not asked: they were recorded for the old shape");
    }
    List<ReleaseLog.Release> releases = new ReleaseLog(home).all(question.connection());
    if (releases.isEmpty()) {
      return Testimony.open(ABOUT, "none is recorded as live");
    }
    return Testimony.judged(
        ABOUT,
        "cannot be judged",
        "What releases need",
        () ->
            judged(
                question.connection(),
                releases,
                DoomedObjects.in(question.connection(), parser).of(question.plan())));
  }

  private Testimony judged(
      Connection connection, List<ReleaseLog.Release> releases, Takeaway takeaway)
      throws SQLException {
    List<Reason> reasons = new ArrayList<>();
    for (ReleaseLog.Release release :
        takeaway.isNothing() ? List.<ReleaseLog.Release>of() : releases) {
      List<Verdict> needing = needing(connection, release, takeaway);
      if (!needing.isEmpty()) {
        reasons.add(reason(release, needing));
      }
    }
    return new Testimony(
        ABOUT,
        releases.size()
            + (releases.size() == 1 ? " is" : " are")
            + " recorded as live, of which "
            + (reasons.isEmpty() ? "none" : reasons.size())
            + " may not lose what goes",
        reasons);
  }

  private List<Verdict> needing(
      Connection connection, ReleaseLog.Release release, Takeaway takeaway) throws SQLException {
    return new StatementAnalyst(parser, home)
        .written(connection, release.application(), release.statements(), takeaway).stream()
            .filter(policy::isSureOf)
            .toList();
  }

  private static Reason reason(ReleaseLog.Release release, List<Verdict> needing) {
    Verdict first = needing.get(0);
    return new Reason(
        "The release "
            + release
            + " is recorded as live, and `"
            + Cut.line(first.statement().text().words())
            + "` "
            + first.words()
            + (needing.size() == 1 ? "" : ", and " + (needing.size() - 1) + " more")
            + ". When it has left: concertina releases --end "
            + release
            + ".",
        "");
  }
}
