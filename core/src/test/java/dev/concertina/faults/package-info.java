/**
 * Faults at every place of every migration: the same command goes on, or the way back works, and
 * what comes out is what comes out without a fault.
 */
@NullMarked
package dev.concertina.faults;

import org.jspecify.annotations.NullMarked;
