/** Lint from files to a report: what is judged, what is allowed, what could not be read. */
@NullMarked
package dev.concertina.lint;

import org.jspecify.annotations.NullMarked;
