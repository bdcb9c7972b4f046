/** One reader for each kind of statement: what the user wants by it, or why it is refused. */
@NullMarked
package dev.concertina.source.read;

import org.jspecify.annotations.NullMarked;
