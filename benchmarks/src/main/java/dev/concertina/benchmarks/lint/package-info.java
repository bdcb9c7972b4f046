/** Migrations to be judged, and the program that judges them. */
@NullMarked
package dev.concertina.benchmarks.lint;

import org.jspecify.annotations.NullMarked;
