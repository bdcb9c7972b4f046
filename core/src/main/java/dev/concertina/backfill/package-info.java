/** Moving the rows that were there before the sync, in small committed batches. */
@NullMarked
package dev.concertina.backfill;

import org.jspecify.annotations.NullMarked;
