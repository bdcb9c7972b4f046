/** Durations, sizes, moments and texts as people write and read them. */
@NullMarked
package dev.concertina.words;

import org.jspecify.annotations.NullMarked;
