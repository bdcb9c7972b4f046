/** Logical alterations of a schema: what the user wants, free of how it is done. */
@NullMarked
package dev.concertina.change;

import org.jspecify.annotations.NullMarked;
