package dev.concertina.cli.json;

import dev.concertina.change.Migration;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.MigrationStatus.AtWork;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.Retained;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.gate.GateAnswer;
import dev.concertina.gate.Reason;
import dev.concertina.gate.Testimony;
import dev.concertina.journal.Estimate;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import dev.concertina.journal.State;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where migrations stand, as objects. */
public final class StatusJson {

  private StatusJson() {}

  public static Json status(MigrationStatus status) {
    return new Json()
        .put("version", status.version())
        .put("description", status.description())
        .put("phase", status.state())
        .put("running", status.running())
        .put("steps", status.steps().stream().map(StatusJson::step).toList())
        .put("backfill", status.backfill().map(StatusJson::backfill))
        .put("gate", status.gate().map(StatusJson::gate))
        .put("retained", status.retained().map(StatusJson::retained))
        .put("baseline", status.isBaseline());
  }

  /** A file that the journal does not know. */
  public static Json pending(Migration file) {
    return new Json()
        .put("version", file.version())
        .put("description", file.description())
        .put("phase", State.PENDING)
        .put("running", Optional.empty())
        .put("steps", List.of())
        .put("backfill", Optional.empty())
        .put("gate", Optional.empty())
        .put("retained", Optional.empty())
        .put("baseline", false);
  }

  private static Json step(StepStatus step) {
    return new Json()
        .put("id", step.id())
        .put("kind", step.kind())
        .put("phase", step.phase())
        .put("title", step.title())
        .put("state", step.state())
        .put("sql", step.statements().stream().map(Statement::sql).toList())
        .put("lock", PlanJson.strongest(step.statements().stream().flatMap(StatusJson::locks)))
        .put("started", step.started())
        .put("finished", step.finished())
        .put("detail", step.detail());
  }

  private static java.util.stream.Stream<TableLock> locks(Statement statement) {
    return statement.lock().stream();
  }

  private static Json backfill(BackfillStatus backfill) {
    return new Json()
        .put("step", backfill.step())
        .put("rows_done", backfill.rowsDone())
        .put("rows_total", backfill.rowsTotal())
        .put("rows_per_second", backfill.work().map(AtWork::rowsPerSecond).orElse(0L))
        .put("eta_seconds", left(backfill, Estimate::middle))
        .put("eta_low_seconds", left(backfill, Estimate::low))
        .put("eta_high_seconds", left(backfill, Estimate::high))
        .put("pages_held", backfill.blocksHeld())
        .put("running", backfill.work().isPresent())
        .put("who", backfill.work().map(AtWork::who))
        .put("batch_rows", backfill.work().map(AtWork::batchRows))
        .put("workers", backfill.work().map(AtWork::workers))
        .put("share_percent", share(backfill, Share::percent))
        .put("share_by", share(backfill, Share::signal))
        .put("share_reason", share(backfill, Share::reason))
        .put("throttled_by", backfill.hold().map(Hold::signal))
        .put("throttle_reason", backfill.hold().map(Hold::reason))
        .put("throttled_since", backfill.hold().map(Hold::since))
        .put("limits", backfill.work().map(work -> limits(work.limits())));
  }

  private static Optional<Long> left(BackfillStatus backfill, Function<Estimate, Duration> which) {
    return backfill.work().flatMap(AtWork::left).map(which).map(Duration::toSeconds);
  }

  private static <T> Optional<T> share(BackfillStatus backfill, Function<Share, T> which) {
    return backfill.work().flatMap(AtWork::share).map(which);
  }

  private static Json limits(Map<String, String> limits) {
    Json json = new Json();
    limits.forEach(json::put);
    return json;
  }

  private static Json retained(Retained retained) {
    return new Json()
        .put("since", retained.since())
        .put("until", retained.until())
        .put("purge", retained.purge());
  }

  private static Json gate(GateAnswer gate) {
    return new Json()
        .put("open", gate.isOpen())
        .put("reasons", gate.reasons().stream().map(Reason::toString).toList())
        .put("evidence", gate.evidence().stream().map(StatusJson::testimony).toList());
  }

  private static Json testimony(Testimony testimony) {
    return new Json()
        .put("about", testimony.about())
        .put("seen", testimony.words())
        .put("reasons", testimony.reasons().stream().map(Reason::sentence).toList());
  }
}
