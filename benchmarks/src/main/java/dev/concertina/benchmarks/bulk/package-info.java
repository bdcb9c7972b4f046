/** Filling a column of a large table: the table, the ways to do it, and what each costs. */
@NullMarked
package dev.concertina.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
