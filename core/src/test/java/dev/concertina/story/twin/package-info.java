/** What two databases are compared by: their schemas and their rows. */
@NullMarked
package dev.concertina.story.twin;

import org.jspecify.annotations.NullMarked;
