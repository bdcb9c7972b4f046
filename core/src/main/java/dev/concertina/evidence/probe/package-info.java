/** Asks a server what a statement is made of, without running it. */
@NullMarked
package dev.concertina.evidence.probe;

import org.jspecify.annotations.NullMarked;
