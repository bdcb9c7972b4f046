/** What makes a migration unsafe: rules that judge statements on three axes. No database. */
@NullMarked
package dev.concertina.hazard;

import org.jspecify.annotations.NullMarked;
