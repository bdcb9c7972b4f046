/** What statements do, as records that know their locks and their effect. */
@NullMarked
package dev.concertina.hazard.action;

import org.jspecify.annotations.NullMarked;
