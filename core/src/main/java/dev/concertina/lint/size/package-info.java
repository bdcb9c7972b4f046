/** How many rows tables have, so that small ones are no lock hazard. */
@NullMarked
package dev.concertina.lint.size;

import org.jspecify.annotations.NullMarked;
