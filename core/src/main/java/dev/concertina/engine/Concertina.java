package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.gate.GateKeeper;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Journal;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.preflight.Finding;
import dev.concertina.preflight.Preflight;
import dev.concertina.session.Backoff;
import dev.concertina.session.StopRequest;
import dev.concertina.session.Waypoints;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Everything the command line does, for a program. Every method opens the sessions that it needs
 * and closes them before it returns. Not thread-safe, but for {@link #stop}.
 *
 * <p>All failures are unchecked: {@link dev.concertina.change.MigrationException} for what has to
 * be corrected first, and the kinds of {@link EngineException}. After any of them the state is safe
 * and the same call goes on where the last one stopped; after a completed phase it does nothing.
 */
public final class Concertina implements AutoCloseable {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Access access;
  private final Settings settings;
  private final PostgresParser parser;
  private final Preflight preflight;
  private final GateKeeper gates;
  private final Additions additions;
  private final StopRequest stop = new StopRequest();
  private final PlanSource plans;
  private final Lifecycle lifecycle;
  private final Retention retention;

  Concertina(
      ConnectionFactory connections,
      Settings settings,
      Listener listener,
      PostgresParser parser,
      PlanSource plans,
      Waypoints waypoints) {
    this.settings = settings;
    this.parser = parser;
    this.preflight = new Preflight(settings.home(), parser);
    this.additions = new Additions(parser);
    this.plans = plans;
    this.access = new Access(connections, settings, stop, Origins.userAndHost());
    this.gates =
        new GateKeeper(
            settings.home(), settings.gate(), parser, () -> access.open("gate").connection());
    this.lifecycle =
        new Lifecycle(
            access,
            new StoppingListener(stop, listener),
            plans,
            preflight,
            gates,
            additions,
            new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault(), stop::sleep),
            waypoints);
    this.retention = new Retention(access, lifecycle);
  }

  /** Works with plans made of what the database holds, and a parser of its own. */
  public static Concertina connect(
      ConnectionFactory connections, Settings settings, Listener listener) {
    return connect(connections, settings, listener, new PostgresParser());
  }

  /**
   * Works with plans made of what the database holds.
   *
   * @param parser may be shared; a program that has one already saves the memory of another
   */
  public static Concertina connect(
      ConnectionFactory connections, Settings settings, Listener listener, PostgresParser parser) {
    return connect(
        connections, settings, listener, parser, new CatalogPlans(settings.home(), parser));
  }

  /** Works with plans from somewhere else: for tests, and to try a plan that was tampered with. */
  public static Concertina connect(
      ConnectionFactory connections,
      Settings settings,
      Listener listener,
      PostgresParser parser,
      PlanSource plans) {
    return new Concertina(connections, settings, listener, parser, plans, Waypoints.NONE);
  }

  /** What would happen; only reads the database. */
  public Plan plan(Migration migration) {
    return access.reading(session -> plans.plan(migration, session));
  }

  /** What would stop or disturb the migration before its first step; only reads. */
  public List<Finding> preflight(Plan plan) {
    return access.reading(session -> preflight.find(session, plan));
  }

  /**
   * What each phase would do to the statements that run now: tried on a twin that holds only the
   * structure. This database is only read.
   *
   * @param statements the texts of one each; without, those of {@code pg_stat_statements}
   * @param scratch where the twin is made, and dropped again
   * @throws MigrationException {@code begun}, {@code no-statements} or {@code no-scratch-database}
   */
  public CheckReport check(
      Migration migration, Optional<List<String>> statements, Scratch.Server scratch) {
    return access.reading(
        session ->
            new LiveCheck(parser, settings.home(), statements)
                .of(session, new BegunPlans(lifecycle, plans).fresh(migration, session), scratch));
  }

  /** Registers the migration and adds the new shape beside the old. */
  public MigrationStatus expand(Migration migration) {
    return lifecycle.forward(migration, List.of(Phase.EXPAND));
  }

  /** Moves the rows, proves parity and opens the new version. */
  public MigrationStatus migrate(Version version) {
    return lifecycle.run(version, List.of(Phase.MIGRATE), ContractOptions.gated());
  }

  /** Gives the new shape the authority. */
  public MigrationStatus switchOver(Version version) {
    return lifecycle.run(version, List.of(Phase.SWITCH), ContractOptions.gated());
  }

  /**
   * One step back from SWITCH or CONTRACT: gives the authority back to the old shape, or brings
   * back what CONTRACT has retired.
   */
  public MigrationStatus revert(Version version) {
    boolean contracted = stored(version).filter(m -> m.state() == State.CONTRACTED).isPresent();
    return contracted
        ? retention.restore(version)
        : lifecycle.run(version, List.of(Phase.REVERT), ContractOptions.gated());
  }

  /**
   * Drops for good what CONTRACT has retired.
   *
   * @param version of which migration; empty for every one whose retention time is over
   * @param now whether the retention time of the named migration is cut short
   * @return the migrations that retain nothing any more
   */
  public List<MigrationStatus> purge(Optional<Version> version, boolean now) {
    return retention.purge(version, now);
  }

  /** Removes the old shape. */
  public MigrationStatus contract(Version version, ContractOptions options) {
    return lifecycle.run(version, List.of(Phase.CONTRACT), options);
  }

  /**
   * Removes the new shape.
   *
   * @param override why a person opens the gate if it is shut
   */
  public MigrationStatus abort(Version version, Optional<String> override) {
    return lifecycle.run(version, List.of(Phase.ABORT), new ContractOptions(true, override));
  }

  /** {@link #expand} and {@link #migrate}: afterwards the new application may start. */
  public MigrationStatus deploy(Migration migration) {
    return lifecycle.forward(migration, List.of(Phase.EXPAND, Phase.MIGRATE));
  }

  /** {@link #switchOver}, and {@link #contract} if its gate opens. */
  public MigrationStatus finish(Version version, ContractOptions options) {
    return lifecycle.run(version, List.of(Phase.SWITCH, Phase.CONTRACT), options);
  }

  /**
   * Looks at the statements that the gates of these switched migrations ask for, and remembers it,
   * so that their soak times run while another gate is shut.
   */
  public void watch(List<Version> versions) {
    lifecycle.watch(versions);
  }

  /**
   * Every phase of every migration, without a gate: for databases that nobody else uses. One whose
   * tables have no rows is carried out at once, as it is written.
   *
   * @param pending in their order
   * @param phases whether every phase runs also where the tables have no rows
   */
  public List<MigrationStatus> up(List<Migration> pending, boolean phases) {
    return lifecycle.up(pending, phases);
  }

  /**
   * Registers migrations that are in the database already, without running them.
   *
   * @return the versions that the journal did not know
   * @throws MigrationException {@code baseline-contradicted} if the journal says otherwise of one;
   *     then none is registered
   */
  public List<Version> baseline(List<Migration> files) {
    return access.writing(run -> new Baseline(run, settings.home(), access.who()).adopt(files));
  }

  /** Every migration that was ever registered, by version; empty where there is no journal. */
  public List<MigrationStatus> status() {
    return access.reading(
        session ->
            access.journalExists(session)
                ? new StatusReader(session, settings, additions, gates).all()
                : List.of());
  }

  /**
   * The same without what the gates say. To ask a gate is to ask the server what each of perhaps
   * thousands of statements uses; this asks the journal alone, and may be called every second.
   */
  public List<MigrationStatus> progress() {
    return access.reading(
        session ->
            access.journalExists(session)
                ? StatusReader.withoutGates(session, settings, additions).all()
                : List.of());
  }

  /** The migration as it was registered. */
  public Optional<StoredMigration> stored(Version version) {
    return access.reading(session -> lifecycle.find(session, version));
  }

  /** Compares old and new shape now, as the next phase would. */
  public Verification verify(Version version) {
    return access.reading(
        session ->
            new ParityNow(
                    new Verifier(
                        session,
                        () -> access.open("verify").connection(),
                        settings.limits().workers(true),
                        stop))
                .of(lifecycle.known(session, version)));
  }

  /**
   * Refuses files that do not continue what was applied.
   *
   * @throws dev.concertina.change.MigrationException {@code duplicate-version}, {@code edited} or
   *     {@code out-of-order}
   */
  public void checkHistory(List<Migration> files) {
    List<StoredMigration> known =
        access.reading(
            session ->
                access.journalExists(session)
                    ? new Journal(settings.home()).all(session)
                    : List.<StoredMigration>of());
    new History(known).check(files);
  }

  /**
   * Refuses pending migrations that one deploy cannot take together, before any of them runs.
   *
   * @param pending in their order; one that cannot be planned yet, because it may need what an
   *     earlier one makes, is judged when its turn comes
   * @throws MigrationException {@code same-release}
   */
  public void checkRelease(List<Migration> pending) {
    OneRelease release = new OneRelease();
    for (int i = 0; pending.size() > 1 && i < pending.size(); i++) {
      Optional<Plan> plan = planned(pending.get(i), i == 0);
      plan.ifPresent(release::add);
    }
  }

  private Optional<Plan> planned(Migration migration, boolean first) {
    Optional<Plan> underWay =
        stored(migration.version())
            .filter(known -> known.state() != State.ABORTED)
            .map(StoredMigration::plan);
    if (underWay.isPresent()) {
      return underWay;
    }
    try {
      return Optional.of(plan(migration));
    } catch (MigrationException e) {
      if (first) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Records the text of files that were edited on purpose after they had been applied.
   *
   * @return the versions whose record changed
   */
  public List<Version> repair(List<Migration> files) {
    return access.writing(run -> repair().repair(run, files));
  }

  /** The files that {@link #repair} would record; only reads. */
  public List<EditedFile> edited(List<Migration> files) {
    return access.reading(
        session ->
            access.journalExists(session) ? repair().find(session, files) : List.<EditedFile>of());
  }

  private Repair repair() {
    return new Repair(settings.home(), new EventLog(settings.home(), access.who()));
  }

  /** What releases of applications need of the database. */
  public Releases releases() {
    return new Releases(access, new BegunPlans(lifecycle, plans), parser);
  }

  /** What people order for backfills, while a run is at work elsewhere. */
  public Helm helm() {
    return new Helm(access);
  }

  /**
   * Asks a call that is under way to end at the next place where nothing is half done, and every
   * later one to do nothing: it fails with {@link WaitingException}. Returns at once. May be called
   * by any thread.
   */
  public void stop() {
    stop.request();
  }

  /** Nothing is held between calls. */
  @Override
  public void close() {}
}
