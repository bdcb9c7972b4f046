package dev.concertina.gate;

import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Need;
import dev.concertina.evidence.Observation;
import dev.concertina.evidence.Verdict;
import dev.concertina.gate.Soak.Called;
import dev.concertina.gate.Soak.Mark;
import dev.concertina.words.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of one server which statements keep the gate shut, and until when. */
record SoakWords(Duration soak, Applications applications, String server) {

  private static final int NAMED = 10;

  /** That something of this name runs under the role. */
  record Runs(String role, String application) {}

  /** What runs under which role. */
  record Applications(List<Runs> all) {

    /**
     * {@code (connected now: billing 1.8.2)}; empty if there is none, or too many to tell. Who has
     * called the statement is not known: that application may have gone.
     */
    String of(LiveStatement statement) {
      List<String> names =
          all.stream()
              .filter(runs -> statement.key().user().filter(runs.role()::equals).isPresent())
              .map(Runs::application)
              .distinct()
              .toList();
      return names.isEmpty() || names.size() > 3
          ? ""
          : " (connected now: " + String.join(", ", names) + ")";
    }
  }

  Testimony testimony(Soak soaked, Observation observation, List<Verdict> needing) {
    List<Verdict> loud =
        needing.stream().filter(verdict -> !isQuiet(soaked, observation, verdict)).toList();
    List<Reason> reasons = new ArrayList<>();
    List<List<Verdict>> certain =
        byText(loud.stream().filter(StatementWitness::isCertain).toList());
    certain.stream().limit(NAMED).forEach(same -> reasons.add(called(soaked, same)));
    if (certain.size() > NAMED) {
      reasons.add(
          new Reason(
              certain.size() - NAMED + " more statements of this kind were called" + where() + ".",
              ""));
    }
    unknown(loud).forEach((why, verdicts) -> reasons.add(unknown(soaked, why, verdicts)));
    if (reasons.isEmpty() && observation.at().isBefore(soaked.watched(soak))) {
      reasons.add(tooShort(soaked, observation));
    }
    return new Testimony(StatementWitness.ABOUT, seen(soaked, observation, needing), reasons);
  }

  private boolean isQuiet(Soak soaked, Observation observation, Verdict verdict) {
    return soaked
        .quiet(verdict.statement(), soak)
        .filter(at -> !observation.at().isBefore(at))
        .isPresent();
  }

  private String seen(Soak soaked, Observation observation, List<Verdict> needing) {
    long use = needing.stream().filter(v -> v.need() == Need.USE).count();
    long star = needing.stream().filter(v -> v.need() == Need.SHAPE).count();
    return observation.statements().size()
        + " counted"
        + where()
        + ", of which "
        + use
        + " use what goes, "
        + star
        + " select all columns, and "
        + (needing.size() - use - star)
        + " are unknown; watched since "
        + Amounts.moment(soaked.since())
        + ", soak "
        + Amounts.duration(soak);
  }

  /** A text has a number for each meaning that it has had: people know it by what it says. */
  private static List<List<Verdict>> byText(List<Verdict> verdicts) {
    Map<List<String>, List<Verdict>> groups = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      LiveStatement statement = verdict.statement();
      List<String> said = List.of(statement.text().words(), statement.who(), verdict.words());
      groups.computeIfAbsent(said, words -> new ArrayList<>()).add(verdict);
    }
    return List.copyOf(groups.values());
  }

  private Reason called(Soak soaked, List<Verdict> same) {
    Verdict verdict = same.get(0);
    LiveStatement statement = verdict.statement();
    Optional<Called> calls =
        same.stream()
            .flatMap(one -> Mark.of(one.statement()).map(soaked.called()::get).stream())
            .reduce(Called::and);
    return new Reason(
        "`"
            + Cut.line(statement.text().words())
            + "` was called "
            + calls.map(SoakWords::when).orElse("")
            + where()
            + " by "
            + statement.who()
            + applications.of(statement)
            + "; it "
            + verdict.words()
            + "."
            + calls.map(c -> later(1, c.at())).orElse(""),
        "");
  }

  private static String when(Called calls) {
    String times = calls.times() == 1 ? "once" : calls.times() + " times";
    return calls
        .after()
        .map(
            after ->
                times + " between " + Amounts.moment(after) + " and " + Amounts.moment(calls.at()))
        .orElse(times + " up to " + Amounts.moment(calls.at()));
  }

  private String later(int statements, Instant at) {
    return (statements == 1
            ? " If it is not called again, it keeps the gate shut until "
            : " If none of them is called again, they keep the gate shut until ")
        + Amounts.moment(at.plus(soak))
        + ".";
  }

  /** One sentence for all that are unknown for one reason. */
  private static Map<String, List<Verdict>> unknown(List<Verdict> loud) {
    Map<String, List<Verdict>> groups = new LinkedHashMap<>();
    loud.stream()
        .filter(verdict -> !StatementWitness.isCertain(verdict))
        .forEach(
            verdict ->
                groups.computeIfAbsent(verdict.words(), w -> new ArrayList<>()).add(verdict));
    return groups;
  }

  private Reason unknown(Soak soaked, String why, List<Verdict> verdicts) {
    String who =
        verdicts.stream()
            .map(v -> v.statement().who())
            .distinct()
            .limit(3)
            .collect(Collectors.joining(", "));
    int statements = byText(verdicts).size();
    return new Reason(
        (statements == 1 ? "One statement" : statements + " statements")
            + where()
            + " by "
            + who
            + " may use what goes, for instance `"
            + Cut.line(verdicts.get(0).statement().text().words())
            + "`: "
            + why
            + lastCall(soaked, verdicts).map(at -> later(statements, at)).orElse(""),
        "");
  }

  /** Of several; empty if the server hides one of them, which nobody can watch. */
  private static Optional<Instant> lastCall(Soak soaked, List<Verdict> verdicts) {
    List<Called> calls =
        verdicts.stream()
            .flatMap(v -> Mark.of(v.statement()).map(soaked.called()::get).stream())
            .toList();
    return calls.size() < verdicts.size()
        ? Optional.empty()
        : calls.stream().map(Called::at).max(Comparator.naturalOrder());
  }

  private Reason tooShort(Soak soaked, Observation observation) {
    return new Reason(
        "The statements"
            + where()
            + " have been watched without a gap only since "
            + Amounts.moment(soaked.since())
            + whyNotLonger(soaked, observation)
            + ": if none that needs the old shape is called, the gate opens at "
            + Amounts.moment(soaked.watched(soak))
            + ".",
        "");
  }

  private static String whyNotLonger(Soak soaked, Observation observation) {
    if (soaked.since().equals(observation.started())) {
      return " (the server was started then: while it was away, nobody could call any)";
    }
    return observation
        .ledger()
        .filter(ledger -> ledger.evictions() > 0)
        .map(
            ledger ->
                " (pg_stat_statements keeps "
                    + ledger.room()
                    + " and has forgotten some for lack of room: raise"
                    + " pg_stat_statements.max if that goes on)")
        .orElse("");
  }

  private String where() {
    return server.equals("primary") ? "" : " on " + server;
  }
}
