/** Migrations in pgroll's format, read as the changes that they ask for. */
@NullMarked
package dev.concertina.source.pgroll;

import org.jspecify.annotations.NullMarked;
