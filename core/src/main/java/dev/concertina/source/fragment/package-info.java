/** Pieces of SQL that stand outside of a statement: an expression, a type. */
@NullMarked
package dev.concertina.source.fragment;

import org.jspecify.annotations.NullMarked;
