/** Statements, read into actions. */
@NullMarked
package dev.concertina.hazard.read;

import org.jspecify.annotations.NullMarked;
