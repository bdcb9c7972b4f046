/** A database with the structure of another one and none of its rows. */
@NullMarked
package dev.concertina.evidence.twin;

import org.jspecify.annotations.NullMarked;
