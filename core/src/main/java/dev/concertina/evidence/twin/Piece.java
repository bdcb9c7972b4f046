package dev.concertina.evidence.twin;

import dev.concertina.sql.Sql;

/**
 * A statement that makes a part of a structure.
 *
 * @param object what it makes, for people: {@code table public.users}
 */
record Piece(String object, Sql statement) {}
