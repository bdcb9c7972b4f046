/** The servers that benchmarks run on. */
@NullMarked
package dev.concertina.benchmarks.server;

import org.jspecify.annotations.NullMarked;
