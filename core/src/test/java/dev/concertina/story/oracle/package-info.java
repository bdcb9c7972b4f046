/**
 * The law, tried with random cases: after CONTRACT schema and rows are those that the naive SQL
 * would have made, and after ABORT they are what they were.
 */
@NullMarked
package dev.concertina.story.oracle;

import org.jspecify.annotations.NullMarked;
