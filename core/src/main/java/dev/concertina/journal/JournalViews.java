package dev.concertina.journal;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/**
 * What people read with any client: who ran what from where and when, and how long it took. The
 * program reads the tables. The comments are what {@code \d+} shows.
 */
record JournalViews(Identifier home) {

  static final List<String> NAMES = List.of("migrations", "steps", "history");

  List<Sql> create() {
    return List.of(migrations(), steps(), history(), comments());
  }

  private Sql migrations() {
    return Sql.of(
        """
        CREATE VIEW {}.migrations AS
          SELECT m.version, m.description, m.state, m.phase AS running, last.who, last.at AS last_seen,
                 m.registered_at, m.expanded_at, m.migrated_at, m.switched_at, m.contracted_at,
                 m.aborted_at, m.purged_at, m.checksum, m.source
          FROM {}.migration m
          LEFT JOIN LATERAL (
            SELECT e.who, e.at FROM {}.event e
            WHERE e.version = m.version ORDER BY e.id DESC LIMIT 1) last ON true
          ORDER BY m.registered_at, m.version\
        """,
        home,
        home,
        home);
  }

  private Sql steps() {
    return Sql.of(
        """
        CREATE VIEW {}.steps AS
          WITH planned AS MATERIALIZED (
            SELECT m.version, planned.step ->> 'id' AS id, planned.step ->> 'title' AS title
            FROM {}.migration m,
                 json_array_elements(m.plan -> 'phases') AS each (part),
                 json_array_elements(each.part -> 'steps') AS planned (step))
          SELECT s.version, s.phase, s.run, s.id AS step, p.title, s.kind, s.state, s.who, s.started,
                 s.waited, s.finished - s.started - s.waited AS ran, s.finished, s.detail
          FROM {}.step s LEFT JOIN planned p USING (version, id)
          ORDER BY s.started, s.version, s.id\
        """,
        home,
        home,
        home);
  }

  private Sql history() {
    return Sql.of(
        """
        CREATE VIEW {}.history AS
          SELECT e.at, e.version, e.who, e.what, e.detail, NULL::interval AS waited,
                 NULL::interval AS ran
          FROM {}.event e
          UNION ALL
          SELECT coalesce(s.finished, s.started), s.version, s.who,
                 'step ' || s.step || ' ' || lower(s.state),
                 concat_ws(': ', s.title, nullif(s.detail, '')), s.waited, s.ran
          FROM {}.steps s
          ORDER BY 1, 2, 4\
        """,
        home,
        home,
        home);
  }

  private Sql comments() {
    return Sql.of(
        """
        COMMENT ON VIEW {}.migrations IS 'Every migration that was ever registered, and who was at it last.';
        COMMENT ON COLUMN {}.migrations.running IS 'The phase that has begun and is not complete; the same command goes on with it.';
        COMMENT ON COLUMN {}.migrations.who IS 'Database role, then the user and the host that the last run came from.';
        COMMENT ON COLUMN {}.migrations.source IS 'The text of the file as it was applied, or recorded by repair.';
        COMMENT ON VIEW {}.steps IS 'Every step of every run of a phase, oldest first. A step that was tried again stands here with its last try.';
        COMMENT ON COLUMN {}.steps.run IS 'Counts how often a phase was begun.';
        COMMENT ON COLUMN {}.steps.started IS 'When the run came to the step.';
        COMMENT ON COLUMN {}.steps.waited IS 'How long it did nothing but wait: for locks, for transactions of others, for a throttle.';
        COMMENT ON COLUMN {}.steps.ran IS 'The rest of the time until it was finished.';
        COMMENT ON COLUMN {}.steps.detail IS 'Counts, what a gate saw, or the error.';
        COMMENT ON VIEW {}.history IS 'Everything that was done, by whom, from where and when: phases, steps, and what people ordered or accepted.'\
        """,
        home,
        home,
        home,
        home,
        home,
        home,
        home,
        home,
        home,
        home,
        home);
  }
}
