/** The durable record, in the target database, of what was planned and what ran. */
@NullMarked
package dev.concertina.journal;

import org.jspecify.annotations.NullMarked;
