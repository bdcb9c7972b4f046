package dev.concertina.story.oracle;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A schema, and migrations with writes around them: all of it plain SQL, so that any part can be
 * left out.
 *
 * @param schema statement by statement
 */
record Case(List<String> schema, List<Round> rounds) {

  /** Where a round ends. */
  enum End {
    ABORT_EXPANDED,
    ABORT_MIGRATED,
    CONTRACT
  }

  /** A moment between two phases. */
  enum Moment {
    BEFORE,
    EXPANDED,
    MIGRATED,
    SWITCHED,
    REVERTED,
    CONTRACTED
  }

  /** One statement of one version of the application. */
  record Write(Moment moment, boolean old, String sql) {
    @Override
    public String toString() {
      return "  -- " + moment + (old ? ", old: " : ", new: ") + sql;
    }
  }

  /** One migration, statement by statement. */
  record Round(List<String> migration, List<Write> writes, End end) {
    Round {
      migration = List.copyOf(migration);
      writes = List.copyOf(writes);
    }

    String text() {
      return migration.stream().map(statement -> statement + ";\n").collect(Collectors.joining());
    }

    @Override
    public String toString() {
      return text()
          + "  -- "
          + end
          + writes.stream().map(write -> "\n" + write).collect(Collectors.joining());
    }
  }

  Case {
    schema = List.copyOf(schema);
    rounds = List.copyOf(rounds);
  }

  @Override
  public String toString() {
    return schema.stream().map(s -> s + ";\n").collect(Collectors.joining())
        + rounds.stream().map(r -> "---- migration:\n" + r).collect(Collectors.joining("\n"));
  }
}
