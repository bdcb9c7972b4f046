/** One file of SQL as its tool runs it: the forward part, in its transaction. */
@NullMarked
package dev.concertina.lint.file;

import org.jspecify.annotations.NullMarked;
