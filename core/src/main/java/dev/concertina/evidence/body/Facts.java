package dev.concertina.evidence.body;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the names in one body. Not thread-safe. */
final class Facts {

  /** What IN, DISTINCT and USING stand for. */
  private static final Set<String> COMPARISON = Set.of("=", "<>", "<", ">", "<=", ">=");

  /** Rows that a variable takes whole. */
  private record Filled(String variable, Set<Name> relations) {}

  /** A variable that may be a row. */
  private record Declared(String variable, Name type, boolean isPlain) {}

  private final Set<Touch> touches = new LinkedHashSet<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<Call> calls = new LinkedHashSet<>();
  private final Set<String> operators = new HashSet<>();
  private final Set<Made> types = new LinkedHashSet<>();
  private final Set<ColumnName> columns = new LinkedHashSet<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Filled> filled = new ArrayList<>();
  private final List<Declared> declared = new ArrayList<>();
  private final Set<String> usedWhole = new HashSet<>();
  private final Set<String> filledByPlace = new HashSet<>();
  private boolean rowOfTrigger;
  private boolean buildsSql;
  private Body.Sight sight = Body.Sight.STATEMENTS;

  /** Of a body, in which PostgreSQL compares without a word in the text. */
  static Facts ofBody() {
    Facts facts = new Facts();
    facts.operators.addAll(COMPARISON);
    return facts;
  }

  void touch(Touch touch) {
    touches.add(touch);
  }

  void conflict(Conflict conflict) {
    conflicts.add(conflict);
  }

  void call(Name function, int arguments) {
    calls.add(new Call(function, arguments));
  }

  void operator(String operator) {
    operators.add(operator);
  }

  void type(Name type) {
    types.add(new Made(type, true));
  }

  void column(String name, Set<Name> of) {
    columns.add(new ColumnName(name, of));
  }

  /** Of a record, or of a row that a function returns; or a function that is called so. */
  void field(String name) {
    column(name, Set.of());
    call(Name.of(List.of(name)), Call.FIELD);
  }

  void text(String text) {
    texts.add(text);
  }

  /** A variable takes rows of the relations, with all their columns. */
  void fill(String variable, Set<Name> relations) {
    filled.add(new Filled(variable, relations));
  }

  /** A variable takes values by their places. */
  void fillByPlace(String variable) {
    filledByPlace.add(variable);
  }

  void declare(String variable, Name type, boolean isPlain) {
    declared.add(new Declared(variable, type, isPlain));
  }

  /** What may be a variable stands somewhere without a field of it. */
  void useWhole(String variable) {
    usedWhole.add(variable);
  }

  void rowOfTrigger() {
    rowOfTrigger = true;
  }

  void buildsSql() {
    buildsSql = true;
  }

  void see(Body.Sight worse) {
    sight = worse;
  }

  /** Of a row that is used by its fields only, the fields count. */
  Body body() {
    for (Filled each : filled) {
      if (usedWhole.contains(each.variable())) {
        each.relations().forEach(relation -> touches.add(Touch.whole(relation)));
      }
    }
    for (Declared each : declared) {
      String variable = each.variable();
      boolean whole =
          !each.isPlain() || usedWhole.contains(variable) || filledByPlace.contains(variable);
      touches.add(Touch.read(each.type()));
      types.add(new Made(each.type(), whole));
    }
    return new Body(
        List.copyOf(touches),
        conflicts,
        calls,
        operators,
        types,
        columns,
        texts,
        rowOfTrigger,
        buildsSql,
        sight);
  }
}
