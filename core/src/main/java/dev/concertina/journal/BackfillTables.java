package dev.concertina.journal;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

/** How far backfills are, and what people order for them. */
record BackfillTables(Identifier home) {

  static final List<String> NAMES =
      List.of("backfill", "backfill_window", "steering", "throttle", "pace");

  List<Sql> create() {
    return List.of(
        Sql.of(
            """
            CREATE TABLE {}.backfill (
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              relation oid NOT NULL,
              filenode bigint NOT NULL,
              next_block bigint NOT NULL,
              end_block bigint NOT NULL,
              rows_done bigint NOT NULL,
              rows_total bigint NOT NULL,
              passes int NOT NULL,
              done boolean NOT NULL DEFAULT false,
              started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              PRIMARY KEY (version, run, step, relation))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.backfill_window (
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              relation oid NOT NULL,
              filenode bigint NOT NULL,
              from_block bigint NOT NULL,
              to_block bigint NOT NULL,
              stripes int NOT NULL,
              stripe int NOT NULL,
              next_block bigint NOT NULL,
              rows_done bigint NOT NULL,
              held boolean NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              PRIMARY KEY (version, run, step, relation, held, from_block))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.steering (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              paused_by text,
              paused_at timestamptz,
              paused_because text,
              limits json)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.throttle (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              signal text,
              reason text,
              since timestamptz,
              share_signal text,
              share_part float8,
              share_reason text,
              limits json NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp())\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.pace (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              rows_per_second bigint NOT NULL,
              left_low bigint,
              left_high bigint,
              batch_rows bigint NOT NULL,
              workers int NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp())\
            """,
            home));
  }

  /** Layout 5: which share of the time batches may have, and why. It may be there already. */
  List<Sql> fifth() {
    return List.of(
        Sql.of(
            """
            ALTER TABLE {}.throttle
              ADD COLUMN IF NOT EXISTS share_signal text,
              ADD COLUMN IF NOT EXISTS share_part float8,
              ADD COLUMN IF NOT EXISTS share_reason text\
            """,
            home));
  }
}
