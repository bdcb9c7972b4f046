/** Proving that the rows of a table are as they must be, while applications go on. */
@NullMarked
package dev.concertina.parity;

import org.jspecify.annotations.NullMarked;
