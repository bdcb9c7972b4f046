package dev.concertina.catalog;

import dev.concertina.sql.Identifier;

/**
 * What the connected role may do.
 *
 * @param maySilenceTriggers whether it may set {@code session_replication_role}
 * @param mayCreateSchemas whether it has CREATE on the database
 */
public record Role(
    Identifier name, boolean superuser, boolean maySilenceTriggers, boolean mayCreateSchemas) {}
