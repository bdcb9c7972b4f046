/** Figures about schemas without rows: many migrations, many tables. */
@NullMarked
package dev.concertina.benchmarks.schema;

import org.jspecify.annotations.NullMarked;
