/** Migrations of other tools, written anew so that they are safe. */
@NullMarked
package dev.concertina.lint.convert;

import org.jspecify.annotations.NullMarked;
