/** An application that sends requests at a fixed rate, whatever becomes of the answers. */
@NullMarked
package dev.concertina.benchmarks.load;

import org.jspecify.annotations.NullMarked;
