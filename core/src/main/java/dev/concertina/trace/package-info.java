/** What statements really do to the tables of a throw-away database. */
@NullMarked
package dev.concertina.trace;

import org.jspecify.annotations.NullMarked;
