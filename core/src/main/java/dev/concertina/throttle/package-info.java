/** When a backfill holds back for the sake of others, and why. */
@NullMarked
package dev.concertina.throttle;

import org.jspecify.annotations.NullMarked;
