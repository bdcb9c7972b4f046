package dev.concertina.sync;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sync of one table for one migration: at most two BEFORE triggers, whose names stand before
 * and after all user triggers. The last one alone is there while only the old shape is written;
 * with the first one, both shapes are.
 *
 * <p>The triggers are ENABLE ALWAYS: logical replication applies rows in the replica role, where
 * ordinary triggers are silent ("ALTER TABLE" in the documentation). CREATE OR REPLACE TRIGGER
 * resets that, so each replacement enables anew.
 *
 * @param partitioned whether the table has partitions: each has the triggers too, and a guard looks
 *     at all of them
 * @param home the schema of the functions; application roles need no right on it
 * @param suffix tells this sync from those of other migrations
 */
public record SyncTriggers(
    QualifiedName table,
    boolean partitioned,
    List<SyncRule> rules,
    Identifier home,
    String suffix,
    TriggerNames names) {

  public SyncTriggers {
    rules = List.copyOf(rules);
  }

  /** Whether any rule needs a trigger at all. */
  public boolean isNeeded() {
    return rules.stream().anyMatch(rule -> rule.oneWay().isPresent());
  }

  /** Whether new values flow back to old columns, so that there is an authority to flip. */
  public boolean isTwoWay() {
    return rules.stream().anyMatch(rule -> rule.newToOld(Authority.OLD).isPresent());
  }

  /** Whether letting new writers in changes what the triggers do. */
  private boolean turns() {
    return isTwoWay() || rules.stream().anyMatch(rule -> !rule.oneWay().equals(rule.oldToNew()));
  }

  /** The helper functions that backfill and parity call. */
  public List<Sql> createHelpers() {
    return rules.stream().flatMap(rule -> rule.helpers().stream()).toList();
  }

  /** The function of the one-way sync; to be there before its trigger. */
  public List<Sql> createOneWayFunctions() {
    return isNeeded()
        ? List.of(function(Position.LAST_ONE_WAY, bodies(rule -> rule.oneWay())))
        : List.of();
  }

  /** Puts the one-way sync to work. */
  public List<Sql> installOneWay() {
    return isNeeded() ? install(names.last(), Position.LAST_ONE_WAY) : List.of();
  }

  /** The functions of the two-way sync, for both authorities. */
  public List<Sql> createTwoWayFunctions() {
    if (!turns()) {
      return List.of();
    }
    List<Sql> functions = new ArrayList<>();
    if (isTwoWay()) {
      functions.add(function(Position.FIRST_OLD, bodies(rule -> rule.newToOld(Authority.OLD))));
      functions.add(function(Position.FIRST_NEW, bodies(rule -> rule.newToOld(Authority.NEW))));
    }
    functions.add(function(Position.LAST_TWO_WAY, bodies(SyncRule::oldToNew)));
    return functions;
  }

  /** Turns the one-way sync two-way, with the old side as authority. */
  public List<Sql> turnTwoWay() {
    if (!turns()) {
      return List.of();
    }
    List<Sql> statements = new ArrayList<>(install(names.last(), Position.LAST_TWO_WAY));
    statements.addAll(giveAuthorityTo(Authority.OLD));
    return statements;
  }

  /** Lets the given side win from now on. */
  public List<Sql> giveAuthorityTo(Authority authority) {
    Position position = authority == Authority.OLD ? Position.FIRST_OLD : Position.FIRST_NEW;
    return isTwoWay() ? install(names.first(), position) : List.of();
  }

  /** Takes the triggers away; done if they are not there. */
  public List<Sql> dropTriggers() {
    List<Sql> drops = new ArrayList<>();
    installed(isTwoWay()).forEach(trigger -> drops.add(dropTrigger(trigger)));
    return drops;
  }

  /** Takes the functions away, once no trigger uses them; done if they are not there. */
  public List<Sql> dropFunctions() {
    List<Sql> functions = new ArrayList<>();
    for (Position position : positions()) {
      functions.add(Sql.of("{}()", functionName(position)));
    }
    rules.forEach(rule -> functions.addAll(rule.helperSignatures()));
    return functions.isEmpty()
        ? List.of()
        : List.of(Sql.of("DROP FUNCTION IF EXISTS\n  {}", Sql.join(",\n  ", functions)));
  }

  /**
   * A count that is 0 as long as the sync works as it was installed: its triggers are there, always
   * enabled, and no user trigger fires outside of them.
   */
  public Optional<Sql> brokenCount() {
    return isNeeded() ? Optional.of(guard().brokenCount(installed(isTwoWay()))) : Optional.empty();
  }

  /** As {@link #brokenCount}, before the turn: only the last triggers are there. */
  public Optional<Sql> oneWayBrokenCount() {
    return isNeeded() ? Optional.of(guard().brokenCount(installed(false))) : Optional.empty();
  }

  private SyncGuard guard() {
    return new SyncGuard(table, partitioned, names);
  }

  /** The triggers that are there, by name. */
  private List<Identifier> installed(boolean twoWay) {
    List<Identifier> triggers = new ArrayList<>();
    for (Event event : Event.values()) {
      if (twoWay) {
        triggers.add(trigger(names.first(), event));
      }
      if (isNeeded()) {
        triggers.add(trigger(names.last(), event));
      }
    }
    return triggers;
  }

  private static Identifier trigger(Identifier position, Event event) {
    return new Identifier(position + "_" + event.name().toLowerCase(Locale.ROOT));
  }

  /** What each function does and where its trigger stands. */
  private enum Position {
    LAST_ONE_WAY("one_way"),
    FIRST_OLD("new_to_old"),
    FIRST_NEW("new_to_old_new_wins"),
    LAST_TWO_WAY("old_to_new");

    private final String words;

    Position(String words) {
      this.words = words;
    }

    Sql condition(SyncRule rule, Event event) {
      return switch (this) {
        case FIRST_OLD, FIRST_NEW -> rule.mayWriteOld(event);
        case LAST_ONE_WAY -> rule.mayWriteNew(event, false);
        case LAST_TWO_WAY -> rule.mayWriteNew(event, true);
      };
    }
  }

  private List<Position> positions() {
    List<Position> positions = new ArrayList<>();
    if (isNeeded()) {
      positions.add(Position.LAST_ONE_WAY);
    }
    if (isTwoWay()) {
      positions.add(Position.FIRST_OLD);
      positions.add(Position.FIRST_NEW);
    }
    if (turns()) {
      positions.add(Position.LAST_TWO_WAY);
    }
    return positions;
  }

  private interface Body {
    Optional<Sql> of(SyncRule rule);
  }

  private List<Sql> bodies(Body body) {
    return rules.stream().flatMap(rule -> body.of(rule).stream()).toList();
  }

  private List<Sql> install(Identifier place, Position position) {
    List<Sql> statements = new ArrayList<>();
    for (Event event : Event.values()) {
      Identifier trigger = trigger(place, event);
      statements.add(
          Sql.of(
              """
              CREATE OR REPLACE TRIGGER {} BEFORE {} ON {}
                FOR EACH ROW{} EXECUTE FUNCTION {}()\
              """,
              trigger,
              Sql.verbatim(event.name()),
              table,
              when(position, event),
              functionName(position)));
      statements.add(Sql.of("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}", table, trigger));
    }
    return statements;
  }

  /** The condition that spares a write the call, where every rule has one. */
  private Sql when(Position position, Event event) {
    List<Sql> conditions =
        rules.stream()
            .map(rule -> position.condition(rule, event))
            .filter(condition -> !condition.equals(Plpgsql.NEVER))
            .distinct()
            .toList();
    if (conditions.contains(Plpgsql.ALWAYS)) {
      return Sql.of("");
    }
    return conditions.isEmpty()
        ? Sql.of(" WHEN ({})", Plpgsql.NEVER)
        : Sql.of(" WHEN ({})", Sql.join(" OR ", conditions));
  }

  private Sql function(Position position, List<Sql> bodies) {
    Sql body = Sql.join("", bodies);
    Sql code =
        Sql.of("\n{}BEGIN\n{}  RETURN NEW;\nEND\n", declarations(body), Plpgsql.indent(body));
    return Sql.of(
        "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql{} AS {}",
        functionName(position),
        readsBackslashes(body),
        Sql.dollarQuoted(code));
  }

  /**
   * PL/pgSQL reads the literals of its code under the setting of the writer's session. Only code
   * with a backslash pays for the clause, once for each row.
   */
  private static Sql readsBackslashes(Sql body) {
    return body.sql().contains("\\") ? Sql.of(" SET standard_conforming_strings = on") : Sql.of("");
  }

  private Sql declarations(Sql body) {
    List<Sql> used =
        rules.stream()
            .flatMap(rule -> rule.variables().stream())
            .distinct()
            .filter(variable -> body.sql().contains(variable.name().sql()))
            .map(variable -> Sql.of("  {} {};\n", variable.name(), variable.type()))
            .toList();
    return used.isEmpty() ? Sql.of("") : Sql.of("DECLARE\n{}", Sql.join("", used));
  }

  private SqlPart functionName(Position position) {
    return new QualifiedName(home, table.derived(suffix + "_" + position.words));
  }

  private Sql dropTrigger(Identifier trigger) {
    return Sql.of("DROP TRIGGER IF EXISTS {} ON {}", trigger, table);
  }
}
