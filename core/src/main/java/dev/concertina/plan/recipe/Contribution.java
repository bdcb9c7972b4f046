package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan.Sight;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sync.SyncRule;
import dev.concertina.version.NewShapeView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one change adds to a plan. Parts that concern the same table are put together with those of
 * other changes: one sync, one pass of the backfill, one transaction each in EXPAND and CONTRACT.
 *
 * @param table the existing table that the table parts are about
 * @param touches further tables that no other migration in flight may touch
 * @param expand in the table's EXPAND transaction
 * @param rules of the table's sync
 * @param newColumns columns that EXPAND adds, in the order of their addition
 * @param goneColumns columns that the new shape does not have
 * @param indexes built in MIGRATE, after the backfill
 * @param contractPreparation steps after the gate and before the table's last transaction
 * @param references steps after every table's preparation: foreign keys over what it has made
 * @param handovers steps right before the tables' last transactions
 * @param contract in the table's last transaction, after the sync is gone
 * @param retired what CONTRACT puts out of the way rather than drop it
 * @param renewals in the transaction in which CONTRACT takes the first of the old shape away
 * @param abort in the table's ABORT transaction, after the sync is gone
 * @param own steps of their own, by phase
 * @param sights what the applications see, by phase
 */
public record Contribution(
    Optional<Table> table,
    List<QualifiedName> touches,
    List<Statement> expand,
    List<SyncRule> rules,
    List<NewColumn> newColumns,
    List<Identifier> goneColumns,
    List<Draft> indexes,
    List<Draft> contractPreparation,
    List<Draft> references,
    List<Draft> handovers,
    List<Statement> contract,
    List<Retirement> retired,
    List<Renewal> renewals,
    List<Statement> abort,
    Map<Phase, List<Draft>> own,
    Map<Phase, Sight> sights,
    List<String> warnings) {

  /**
   * A column that EXPAND adds.
   *
   * @param logical its name in the new shape
   * @param physical its name in the table until CONTRACT
   * @param replaces the old column whose new shape it is
   * @param defaultValue the default that the new application expects
   */
  public record NewColumn(
      Identifier logical,
      Identifier physical,
      Optional<Column> replaces,
      Optional<String> defaultValue) {

    /** Whether old and new shape share the name, so that only a version can show the new one. */
    public boolean needsVersion() {
      return replaces.filter(old -> old.name().equals(logical)).isPresent();
    }

    public NewShapeView.ViewColumn inView() {
      return new NewShapeView.ViewColumn(logical, physical, replaces, defaultValue);
    }
  }

  /** Whether everything that CONTRACT does for the change can be taken back. */
  public boolean isRestorable() {
    boolean onlyRetires =
        contract.isEmpty()
            && contractPreparation.isEmpty()
            && references.isEmpty()
            && handovers.isEmpty()
            && renewals.isEmpty();
    return onlyRetires && (!retired.isEmpty() || !own.containsKey(Phase.CONTRACT));
  }

  /** A contribution about the table, still empty. */
  public static Builder to(Table table) {
    return new Builder(Optional.of(table));
  }

  /** A contribution of steps of its own. */
  public static Builder standalone() {
    return new Builder(Optional.empty());
  }

  /** Collects the parts; not thread-safe. */
  public static final class Builder {
    private final Optional<Table> table;
    private final List<QualifiedName> touches = new ArrayList<>();
    private final List<Statement> expand = new ArrayList<>();
    private final List<SyncRule> rules = new ArrayList<>();
    private final List<NewColumn> newColumns = new ArrayList<>();
    private final List<Identifier> goneColumns = new ArrayList<>();
    private final List<Draft> indexes = new ArrayList<>();
    private final List<Draft> contractPreparation = new ArrayList<>();
    private final List<Draft> references = new ArrayList<>();
    private final List<Draft> handovers = new ArrayList<>();
    private final List<Statement> contract = new ArrayList<>();
    private final List<Retirement> retired = new ArrayList<>();
    private final List<Renewal> renewals = new ArrayList<>();
    private final List<Statement> abort = new ArrayList<>();
    private final Map<Phase, List<Draft>> own = new EnumMap<>(Phase.class);
    private final Map<Phase, Sight> sights = new EnumMap<>(Phase.class);
    private final List<String> warnings = new ArrayList<>();

    private Builder(Optional<Table> table) {
      this.table = table;
    }

    public Builder touches(QualifiedName name) {
      touches.add(name);
      return this;
    }

    public Builder expand(Statement statement) {
      expand.add(statement);
      return this;
    }

    public Builder rule(SyncRule rule) {
      rules.add(rule);
      return this;
    }

    public Builder newColumn(NewColumn column) {
      newColumns.add(column);
      return this;
    }

    public Builder goneColumn(Identifier column) {
      goneColumns.add(column);
      return this;
    }

    public Builder index(Draft build) {
      indexes.add(build);
      return this;
    }

    public Builder prepareContract(Draft step) {
      contractPreparation.add(step);
      return this;
    }

    public Builder reference(Draft step) {
      references.add(step);
      return this;
    }

    public Builder handover(Draft step) {
      handovers.add(step);
      return this;
    }

    public Builder contract(Statement statement) {
      contract.add(statement);
      return this;
    }

    public Builder retire(Retirement what) {
      retired.add(what);
      return this;
    }

    public Builder renew(String title, Statement statement) {
      renewals.add(new Renewal(title, statement));
      return this;
    }

    public Builder abort(Statement statement) {
      abort.add(statement);
      return this;
    }

    public Builder own(Phase phase, Draft step) {
      own.computeIfAbsent(phase, p -> new ArrayList<>()).add(step);
      return this;
    }

    public Builder sees(Phase phase, String oldApplication, String newApplication) {
      sights.put(phase, new Sight(oldApplication, newApplication));
      return this;
    }

    public Builder warn(String warning) {
      warnings.add(warning);
      return this;
    }

    public Contribution build() {
      return new Contribution(
          table,
          List.copyOf(touches),
          List.copyOf(expand),
          List.copyOf(rules),
          List.copyOf(newColumns),
          List.copyOf(goneColumns),
          List.copyOf(indexes),
          List.copyOf(contractPreparation),
          List.copyOf(references),
          List.copyOf(handovers),
          List.copyOf(contract),
          List.copyOf(retired),
          List.copyOf(renewals),
          List.copyOf(abort),
          Map.copyOf(own),
          Map.copyOf(sights),
          List.copyOf(warnings));
    }
  }
}
