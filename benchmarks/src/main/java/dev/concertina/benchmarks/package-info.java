/**
 * The figures that Concertina promises, each by a benchmark of its own. A figure is a ratio of
 * medians of rounds that were interleaved on one server, so that it says more about the methods
 * than about the machine.
 */
@NullMarked
package dev.concertina.benchmarks;

import org.jspecify.annotations.NullMarked;
