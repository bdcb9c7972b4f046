/** Ways to bring a schema change to a database while its application runs. */
@NullMarked
package dev.concertina.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
