/** PostgreSQL's own grammar: SQL text in, immutable parse trees out. */
@NullMarked
package dev.concertina.parser;

import org.jspecify.annotations.NullMarked;
