/** The generated triggers that keep an old and a new shape of one row equal. */
@NullMarked
package dev.concertina.sync;

import org.jspecify.annotations.NullMarked;
