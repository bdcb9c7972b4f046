package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.journal.StoredMigration;

/**
 * A file that is not what is recorded of it.
 *
 * @param recorded as it was applied, or accepted later
 * @param file as it is now
 */
public record EditedFile(StoredMigration recorded, Migration file) {}
