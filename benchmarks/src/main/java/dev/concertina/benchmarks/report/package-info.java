/** What a benchmark found, for people and for programs. */
@NullMarked
package dev.concertina.benchmarks.report;

import org.jspecify.annotations.NullMarked;
