package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * One privilege given to one role on a table or a column.
 *
 * @param role empty for PUBLIC
 * @param privilege {@code SELECT}, {@code INSERT}, …
 */
public record Grant(Optional<Identifier> role, String privilege, boolean grantable) {}
