/** What the target database holds, read once, as an immutable snapshot. */
@NullMarked
package dev.concertina.catalog;

import org.jspecify.annotations.NullMarked;
