package dev.concertina.hazard;

import dev.concertina.sql.QualifiedName;
import java.util.Locale;
import java.util.Set;

/**
 * The tables in which migration tools write what they have done, in whatever schema: a row for a
 * migration, and no application reads them.
 */
final class Bookkeeping {

  private static final Set<String> TABLES =
      Set.of(
          "__diesel_schema_migrations",
          "__drizzle_migrations",
          "__efmigrationshistory",
          "_prisma_migrations",
          "_sqlx_migrations",
          "_yoyo_log",
          "_yoyo_migration",
          "_yoyo_version",
          "alembic_version",
          "ar_internal_metadata",
          "databasechangelog",
          "databasechangeloglock",
          "django_migrations",
          "doctrine_migration_versions",
          "flyway_schema_history",
          "goose_db_version",
          "gorp_migrations",
          "knex_migrations",
          "knex_migrations_lock",
          "kysely_migration",
          "kysely_migration_lock",
          "mikro_orm_migrations",
          "pgmigrations",
          "phinxlog",
          "play_evolutions",
          "schema_migrations",
          "schema_version",
          "sequelizemeta",
          "yoyo_lock");

  private Bookkeeping() {}

  static boolean holds(QualifiedName table) {
    return TABLES.contains(table.name().value().toLowerCase(Locale.ROOT));
  }
}
