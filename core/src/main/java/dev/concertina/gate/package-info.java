/** Questions that need evidence before a phase may run. */
@NullMarked
package dev.concertina.gate;

import org.jspecify.annotations.NullMarked;
