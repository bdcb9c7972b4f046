/**
 * The names that stand in the body of a function which PostgreSQL does not resolve: PL/pgSQL, SQL
 * as a string, other languages.
 */
@NullMarked
package dev.concertina.evidence.body;

import org.jspecify.annotations.NullMarked;
