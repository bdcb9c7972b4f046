/** The interpreter of steps: it runs a plan and knows no change. */
@NullMarked
package dev.concertina.engine;

import org.jspecify.annotations.NullMarked;
