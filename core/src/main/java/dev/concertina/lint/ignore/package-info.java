/** Findings that somebody has accepted, with the rule's name and a reason. */
@NullMarked
package dev.concertina.lint.ignore;

import org.jspecify.annotations.NullMarked;
