package dev.concertina.journal;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** The tables of migrations, steps, events and of the run that may write. */
record CoreTables(Identifier home) {

  List<Sql> create() {
    return List.of(
        Sql.of("CREATE TABLE {}.layout (number int NOT NULL)", home),
        Sql.of("INSERT INTO {}.layout VALUES ({})", home, Sql.number(Layout.NUMBER)),
        Sql.of(
            """
            CREATE TABLE {}.migration (
              version text PRIMARY KEY,
              description text NOT NULL,
              checksum text NOT NULL,
              source text NOT NULL,
              state text NOT NULL,
              phase text,
              run int NOT NULL DEFAULT 0,
              plan json NOT NULL,
              registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              expanded_at timestamptz,
              migrated_at timestamptz,
              switched_at timestamptz,
              contracted_at timestamptz,
              aborted_at timestamptz,
              purged_at timestamptz)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.step (
              version text NOT NULL,
              run int NOT NULL,
              phase text NOT NULL,
              id text NOT NULL,
              kind text NOT NULL,
              state text NOT NULL,
              started timestamptz,
              finished timestamptz,
              waited interval NOT NULL DEFAULT '0',
              who text,
              detail text,
              PRIMARY KEY (version, run, id))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.event (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              at timestamptz NOT NULL DEFAULT clock_timestamp(),
              version text,
              what text NOT NULL,
              who text NOT NULL,
              detail text NOT NULL)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.lease (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              token bigint NOT NULL,
              run text NOT NULL,
              holder text NOT NULL,
              pid int NOT NULL,
              taken_at timestamptz NOT NULL,
              heartbeat_at timestamptz NOT NULL)\
            """,
            home),
        waits());
  }

  /** Layout 7: what the step at work waits for. */
  Sql waits() {
    return Sql.of(
        """
        CREATE TABLE {}.wait (
          one boolean PRIMARY KEY DEFAULT true CHECK (one),
          version text NOT NULL,
          run int NOT NULL,
          step text NOT NULL,
          reason text NOT NULL,
          since timestamptz NOT NULL,
          updated_at timestamptz NOT NULL DEFAULT clock_timestamp())\
        """,
        home);
  }

  /** Layout 4: who ran a step, and how long it did nothing but wait. */
  List<Sql> fourth() {
    return List.of(
        Sql.of(
            """
            ALTER TABLE {}.step
              ADD COLUMN waited interval NOT NULL DEFAULT '0',
              ADD COLUMN who text\
            """,
            home));
  }
}
