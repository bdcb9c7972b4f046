/** The rules of lint, one file each. */
@NullMarked
package dev.concertina.hazard.rule;

import org.jspecify.annotations.NullMarked;
