/** Migrations in YAML and JSON, Concertina's own and pgroll's, as the SQL that they stand for. */
@NullMarked
package dev.concertina.lint.yaml;

import org.jspecify.annotations.NullMarked;
