package dev.concertina.hazard.model;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The schema while the scripts are read: actions change it, rules see a {@link Schema}. */
public final class RunningSchema implements Schema {

  private static final Pattern UTC = Pattern.compile("(?i)(?:etc/)?(?:utc|gmt|zulu)|0");

  private final Relations relations = new Relations();
  private final RunningIndexes indexes = new RunningIndexes();
  private final RunningObjects objects = new RunningObjects();
  private final RunningColumns columns = new RunningColumns(relations, indexes, objects);
  private final Map<QualifiedName, Integer> vacated = new HashMap<>();
  private final Savepoints<SchemaState> savepoints = new Savepoints<>(this::state, this::restore);
  private boolean grants;
  private boolean utc;
  private int release;

  /** The next actions are of another script, which belongs to this release. */
  public void startScript(int number) {
    release = number;
    objects.startScript(number);
    indexes.startScript(number);
    columns.startScript(number);
    utc = false;
    savepoints.end(true);
  }

  /** What its transaction can take back. */
  public Savepoints<?> savepoints() {
    return savepoints;
  }

  /** Its types, functions, sequences and schemas. */
  public RunningObjects objects() {
    return objects;
  }

  /** The columns of its relations. */
  public RunningColumns columns() {
    return columns;
  }

  /** Its indexes. */
  public RunningIndexes indexes() {
    return indexes;
  }

  @Override
  public int release() {
    return release;
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return relations.get(name);
  }

  @Override
  public Stream<Relation> relations() {
    return relations.all();
  }

  @Override
  public Stream<Relation> relationsCalled(Identifier name) {
    return relations.called(name);
  }

  @Override
  public Stream<Relation> referencing(QualifiedName table) {
    return relations
        .perhapsReferencing(table)
        .filter(known -> parents(known.name()).anyMatch(table::equals));
  }

  @Override
  public Optional<QualifiedName> ownerOfIndex(QualifiedName index) {
    String wanted = index.name().value();
    return relations
        .perhapsWithIndex(wanted)
        .filter(table -> table.name().schema().equals(index.schema()))
        .filter(table -> table.standsOnIndex(wanted))
        .map(Relation::name)
        .findFirst();
  }

  @Override
  public Optional<QualifiedName> defaultPartition(QualifiedName parent) {
    return relations
        .perhapsPartOf(parent)
        .filter(
            known ->
                known
                    .partitionOf()
                    .filter(part -> part.isDefault() && part.parent().equals(parent))
                    .isPresent())
        .map(Relation::name)
        .findFirst();
  }

  @Override
  public boolean isWhole() {
    return relations.areAllMade()
        && relations()
            .anyMatch(known -> known.createdIn().filter(made -> made < release).isPresent());
  }

  @Override
  public Optional<IndexFacts> index(QualifiedName name) {
    return indexes.get(name);
  }

  @Override
  public Stream<IndexFacts> indexesOf(QualifiedName table) {
    return indexes.of(table);
  }

  @Override
  public Optional<Integer> objectCreatedIn(QualifiedName name) {
    return objects.createdIn(name);
  }

  @Override
  public boolean isConstrainedDomain(String type) {
    return objects.isConstrainedDomain(type);
  }

  @Override
  public Optional<List<String>> labels(String type) {
    return objects.labels(type);
  }

  @Override
  public Optional<Long> leastNumber(QualifiedName sequence) {
    return objects.leastOf(sequence);
  }

  @Override
  public List<Routine> routines(QualifiedName name) {
    return objects.routines(name);
  }

  @Override
  public Stream<QualifiedName> tablesWith(String type) {
    return relations()
        .filter(known -> known.kind() != Relation.Kind.VIEW)
        .filter(
            known ->
                known.columns().values().stream()
                    .anyMatch(column -> column.type().filter(t -> t.is(type)).isPresent()))
        .map(Relation::name);
  }

  @Override
  public boolean usesGrants() {
    return grants;
  }

  /** The release creates a relation. */
  public void create(QualifiedName name, Relation.Kind kind, TableSpec spec) {
    Relation created =
        Relation.of(name, kind, Optional.of(release)).defined(it -> it.complete(spec.complete()));
    for (ColumnSpec column : spec.columns()) {
      created = created.with(column, Optional.empty());
    }
    for (ConstraintSpec constraint : spec.constraints()) {
      created = created.withConstraint(constraint);
    }
    relations.put(created);
    spec.columns().forEach(column -> columns.number(name, column));
    if (!spec.partitionKey().isEmpty()) {
      depend(new Dependent(Dependent.Kind.PARTITION_KEY, name), name, spec.partitionKey());
    }
  }

  /** A relation goes, and its indexes. */
  public void drop(QualifiedName name) {
    relations.remove(name);
    indexes.dropAllOf(name);
    letGo(new Dependent(Dependent.Kind.VIEW, name));
  }

  /** A relation gets another name or schema. */
  public void rename(QualifiedName from, QualifiedName to) {
    vacated.put(from, release);
    relations.put(known(from).named(to));
    relations.remove(from);
    Stream.concat(
            relations.perhapsPartOf(from),
            relations.perhapsReadBy(new Dependent(Dependent.Kind.VIEW, from)))
        .map(Relation::name)
        .distinct()
        .toList()
        .forEach(name -> relations.put(known(name).withOtherNamed(from, to)));
    indexes.renameTable(from, to);
  }

  /**
   * A view comes; under a name that the release has taken from a table, it only stands in for it.
   */
  public void createView(
      QualifiedName name, Relation.Kind kind, Query query, List<String> aliases) {
    create(name, kind, TableSpec.UNKNOWN);
    define(name, query, aliases);
    if (Integer.valueOf(release).equals(vacated.get(name))) {
      release(name);
    }
  }

  /** What a relation shows is what a query gives. */
  public void define(QualifiedName name, Query query, List<String> aliases) {
    List<Column> columns = query.columns(this, aliases).orElse(List.of());
    relations.put(known(name).defined(its -> its.showing(columns)));
  }

  /** Nobody changes what a view, policy or the like reads without it. */
  public void depend(Dependent dependent, QualifiedName table, Set<String> columns) {
    relations.put(known(table).defined(its -> its.withDependent(dependent, columns)));
  }

  /** What has read columns of a table is gone. */
  public void letGo(QualifiedName table, Dependent dependent) {
    relations.get(table).ifPresent(known -> relations.put(known.without(dependent)));
  }

  /** What has read columns of whatever tables is gone. */
  public void letGo(Dependent dependent) {
    relations
        .perhapsReadBy(dependent)
        .toList()
        .forEach(known -> relations.put(known.without(dependent)));
  }

  /** A table becomes a partition of another. */
  public void attach(QualifiedName child, PartitionOf parent) {
    relations.put(known(child).partOf(Optional.of(parent)));
  }

  /** A partition becomes a table of its own, which no code asks for its rows any more. */
  public void detach(QualifiedName child) {
    relations.put(known(child).partOf(Optional.empty()).released(release));
  }

  /** A relation is no longer used from this release on. */
  public void release(QualifiedName name) {
    relations.put(known(name).released(release));
  }

  /** Rows come. */
  public void putRows(QualifiedName table) {
    relations.put(known(table).withRows());
  }

  /** A constraint comes; if it was there and not valid, it now is as given. */
  public void putConstraint(QualifiedName table, ConstraintSpec constraint) {
    relations.put(known(table).withConstraint(constraint));
  }

  /** A constraint goes. */
  public void dropConstraint(QualifiedName table, String constraint) {
    relations.put(known(table).defined(its -> its.withoutConstraint(constraint)));
  }

  /** The session shows times in a zone. */
  public void setTimeZone(Optional<String> zone) {
    utc = zone.filter(UTC.asMatchPredicate()).isPresent();
  }

  @Override
  public boolean isUtc() {
    return utc;
  }

  /** Some role is granted something. */
  public void noteGrant() {
    grants = true;
  }

  private SchemaState state() {
    return new SchemaState(
        relations.state(), indexes.state(), objects.state(), Map.copyOf(vacated), grants);
  }

  private void restore(SchemaState state) {
    relations.restore(state.relations());
    indexes.restore(state.indexes());
    objects.restore(state.objects());
    Savepoints.restore(vacated, state.vacated());
    grants = state.grants();
  }

  private Relation known(QualifiedName name) {
    return relations.known(name);
  }
}
