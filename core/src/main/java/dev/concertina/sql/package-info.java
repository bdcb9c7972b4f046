/** SQL as values: identifiers that quote themselves, templates that accept only such parts. */
@NullMarked
package dev.concertina.sql;

import org.jspecify.annotations.NullMarked;
