@NullMarked
package dev.concertina.benchmarks;

import org.jspecify.annotations.NullMarked;
