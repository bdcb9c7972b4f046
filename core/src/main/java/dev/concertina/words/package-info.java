/** Durations, sizes and moments as people write and read them. */
@NullMarked
package dev.concertina.words;

import org.jspecify.annotations.NullMarked;
