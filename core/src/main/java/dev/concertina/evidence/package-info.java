/** What the statements that run now use: columns and relations, exactly, or that it is unknown. */
@NullMarked
package dev.concertina.evidence;

import org.jspecify.annotations.NullMarked;
