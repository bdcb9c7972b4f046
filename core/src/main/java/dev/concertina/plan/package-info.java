/** From changes and a catalog to phases of steps: a pure function. */
@NullMarked
package dev.concertina.plan;

import org.jspecify.annotations.NullMarked;
